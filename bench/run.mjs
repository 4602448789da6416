/**
 * Runs the benchmarks of this folder, one after the other, or those that are named:
 *
 *     npm run bench [-- core fit graph kernels layers programs site tfjs-kernels] [-- --rounds 3]
 *
 * What starts with a dash goes to the benchmarks themselves.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const scripts = {
  kernels: 'kernels/training.mjs',
  graph: 'graph/training.mjs',
  'tfjs-kernels': 'tfjs-kernels/convolution-gradients.mjs',
  core: 'core/training.mjs',
  layers: 'layers/training.mjs',
  programs: 'layers/whole-steps.mjs',
  fit: 'layers/compiled-fit.mjs',
  site: 'site/live.mjs',
  revectorize: 'revectorize/training.mjs',
};
const names = Object.keys(scripts);
const given = process.argv.slice(2);
const firstOption = given.findIndex((argument) => argument.startsWith('-'));
const wanted = firstOption < 0 ? given : given.slice(0, firstOption);
const options = firstOption < 0 ? [] : given.slice(firstOption);

const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`bench: name must be one of ${names.join(', ')}, got ${unknown.join(', ')}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : names) {
  console.log(`\n## ${name}\n`);
  const script = fileURLToPath(new URL(scripts[name], import.meta.url));
  const { status } = spawnSync(process.execPath, [script, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
