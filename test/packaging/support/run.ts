import { execFile } from 'node:child_process';

export interface Output {
  stdout: string;
  stderr: string;
}

/** A program failed. */
export class CommandError extends Error {
  readonly output: Output;

  constructor(command: string, output: Output, options: ErrorOptions) {
    super(`${command} failed:\n${output.stdout}\n${output.stderr}`, options);
    this.output = output;
  }
}

/**
 * Runs a program to its end.
 *
 * @throws CommandError with everything that it wrote, if it fails.
 */
export function run(command: string, args: readonly string[], cwd: string): Promise<Output> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: userEnvironment(), maxBuffer: 2 ** 26 };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) return resolve({ stdout, stderr });
      reject(new CommandError([command, ...args].join(' '), { stdout, stderr }, { cause: error }));
    });
  });
}

/** The environment without what npm and jest tell their own children. */
export function userEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(npm_|NODE_ENV$|NODE_OPTIONS$|JEST_|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
