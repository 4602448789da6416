import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

/**
 * Runs an ECMAScript module in a Node.js of its own, which nothing else has set up, and returns what it printed as JSON.
 * Packages are bundled from their sources.
 */
export async function runProgram(source: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'bnlab-program-'));
  try {
    const program = join(folder, 'program.mjs');
    await build({
      stdin: { contents: source, resolveDir: __dirname, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@bnlab/source'],
      // Parts of TensorFlow.js are CommonJS and ask for Node.js's own modules.
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" },
      outfile: program,
      logLevel: 'error',
    });
    const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: folder });
    return JSON.parse(stdout) as unknown;
  } finally {
    await rm(folder, { recursive: true });
  }
}
