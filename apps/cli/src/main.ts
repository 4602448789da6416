import './quiet-tensorflow';
import { CommanderError } from 'commander';
import { abortOnInterruption, Interrupted } from './interruption';
import { createProgram } from './program';
import { UsageError } from './usage-error';

// A reader such as `head` may stop listening: then there is nobody left to talk to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
// Nobody need watch: the records are written all the same.
process.stderr.on('error', () => {});

createProgram(abortOnInterruption())
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = report(error);
  });

/** Says what went wrong in one line; returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Interrupted) {
    process.stderr.write('bnlab: interrupted; finished runs are kept\n');
    return 130;
  }
  process.stderr.write(`bnlab: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}
