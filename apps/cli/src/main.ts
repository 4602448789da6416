import './quiet-tensorflow';
import { abortOnInterruption } from './interruption';
import { runCommandLine } from './run-command-line';

// A reader such as `head` may stop listening: then there is nobody left to talk to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
// Nobody need watch: the records are written all the same.
process.stderr.on('error', () => {});

void runCommandLine(process.argv.slice(2), abortOnInterruption()).then((code) => {
  process.exitCode = code;
});
