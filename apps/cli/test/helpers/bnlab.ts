import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';

const program = join(__dirname, '../../bin/bnlab.js');

/** What a program said and how it ended. `code` is null when it was killed. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command line in a process of its own, started as people start it. */
export interface Started {
  child: ChildProcessWithoutNullStreams;
  /** What it has said so far. */
  output: { stdout: string; stderr: string };
  finished: Promise<Finished>;
}

interface StartOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** A command for the shell, before and after. */
  shell?: string;
  afterwards?: string;
  /** Whether what the shell mounts is for it alone. */
  unshare?: boolean;
}

/** Starts `bnlab` with some arguments. */
export function startBnlab(args: readonly string[], options: StartOptions = {}): Started {
  const { cwd, env, shell, afterwards = ':', unshare } = options;
  const script = `${shell}; "$@"; code=$?; ${afterwards}; exit $code`;
  const line = [
    ...(unshare ? ['unshare', '-rm'] : []),
    ...(shell ? ['bash', '-c', script, 'bash'] : []),
    ...[process.execPath, program, ...args],
  ];
  const child = spawn(line[0]!, line.slice(1), { cwd, env: { ...process.env, ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
  const finished = new Promise<Finished>((resolve) =>
    child.on('close', (code) => resolve({ code, ...output })),
  );
  return { child, output, finished };
}

/** Runs `bnlab` to its end. */
export const bnlab = (args: readonly string[], options?: StartOptions): Promise<Finished> =>
  startBnlab(args, options).finished;
