import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../bin/bnlab.js', import.meta.url));
const folder = fileURLToPath(new URL('.', import.meta.url));

/**
 * The commit that this program was checked out from, with `-dirty` if files have been changed since. None where it is
 * installed as a package: its version says which release it is.
 */
export async function commitOfProgram(): Promise<string | undefined> {
  try {
    // An installed package may lie in the repository of somebody else, which does not track it.
    await git('ls-files', '--error-unmatch', program);
    return (await git('describe', '--always', '--abbrev=40', '--exclude=*', '--dirty')).trim();
  } catch {
    return undefined;
  }
}

async function git(...args: string[]): Promise<string> {
  return (await promisify(execFile)('git', ['-C', folder, ...args])).stdout;
}
