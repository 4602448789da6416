import './quiet-tensorflow';
import { abortOnInterruption } from './interruption';
import { asksForRevectorization, runRevectorized } from './revectorized';
import { reportError, runCommandLine } from './run-command-line';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` may stop listening: then there is nobody left to talk to.
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`bnlab: cannot write to standard output: ${error.message}\n`);
  process.exit(1);
});
// Nobody need watch: the records are written all the same.
process.stderr.on('error', () => {});

const args = process.argv.slice(2);
const work = asksForRevectorization(args)
  ? runRevectorized(args).catch(reportError)
  : runCommandLine(args, abortOnInterruption());
void work.then((code) => {
  process.exitCode = code;
});
