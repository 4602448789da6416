import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Interrupted } from './interruption';
import { reportError } from './run-command-line';
import { UsageError } from './usage-error';

/** V8's switch to join neighbouring vector operations into ones of twice the width. Experimental, and process-wide. */
const FLAG = '--experimental-wasm-revectorize';
/** Node.js 22 takes the flag, and gains nothing from it. */
const LEAST_NODE = 24;

/** Whether these arguments ask for the flag in a process that does not have it. */
export function asksForRevectorization(args: readonly string[]): boolean {
  return args.includes('--revectorize') && !process.execArgv.includes(FLAG);
}

/**
 * Does what the arguments say in a process of its own that has V8's flag: nothing else in this one comes to depend on it,
 * and a fault of V8 ends the other one alone. Signals are passed on.
 *
 * @returns the exit code
 * @throws UsageError if this Node.js is too old
 */
export async function runRevectorized(args: readonly string[]): Promise<number> {
  const { node } = process.versions;
  if (Number.parseInt(node) < LEAST_NODE) {
    throw new UsageError(`--revectorize needs Node.js ${LEAST_NODE} or later, got ${node}`);
  }
  // In a group of its own, or Ctrl-C would reach it twice: from the terminal, and from here.
  const child = spawn(process.execPath, [...process.execArgv, FLAG, process.argv[1]!, ...args], {
    stdio: 'inherit',
    detached: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code !== null) return code;
  // It had not begun to listen.
  if (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP')
    return reportError(new Interrupted('interrupted'));
  process.stderr.write(
    `bnlab: the process that trained was ended by ${signal}; the flag of V8 is experimental: ` +
      'the same command without --revectorize goes on from the runs that are finished\n',
  );
  return 1;
}
