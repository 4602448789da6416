import { jest } from '@jest/globals';
import { runCommandLine } from '../../src/run-command-line';
import type { Finished } from './bnlab';

/** Runs `bnlab` in this process, for what starts no thread: a process of its own takes half a second to start. */
export async function bnlabInProcess(args: readonly string[]): Promise<Finished> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  try {
    return { code: await runCommandLine(args, new AbortController().signal), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
