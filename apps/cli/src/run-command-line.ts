import { CommanderError } from 'commander';
import { Interrupted } from './interruption';
import { createProgram } from './program';
import { UsageError } from './usage-error';

/**
 * Does what the arguments of the command line say. An error is written to standard error, as one line.
 *
 * @returns the exit code
 */
export async function runCommandLine(args: readonly string[], signal: AbortSignal): Promise<number> {
  try {
    await createProgram(signal).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return reportError(error);
  }
}

/** Says on standard error what went wrong, and returns the exit code. */
export function reportError(error: unknown): number {
  // Commander has written its own.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Interrupted) {
    process.stderr.write('bnlab: interrupted; finished runs are kept\n');
    return 130;
  }
  process.stderr.write(`bnlab: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}
