/**
 * `npm start`: builds the command line, and trains the lesson's network with and without batch normalization. What the
 * build tool says is shown only if the build fails, so that the first thing a newcomer reads is about the lesson.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const turbo = `${root}node_modules/turbo/bin/turbo`;
const bnlab = `${root}apps/cli/bin/bnlab.js`;

if (!existsSync(turbo)) fail('start: the packages must be installed first, run npm ci');
if (!existsSync(`${root}apps/cli/dist`))
  console.error('Building the packages, once: this takes a minute or two.');

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
const build = spawnSync(
  process.execPath,
  [turbo, 'run', 'build', '--filter=bnlab', '--output-logs=errors-only'],
  {
    cwd: root,
    env,
    encoding: 'utf8',
  },
);
if (build.status !== 0) fail(`${build.stdout}${build.stderr}\nstart: the build failed, as told above`);

const started = spawnSync(process.execPath, [bnlab, 'run', 'relu-lr0.01-2000', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = started.status ?? 130;

/** Says why nothing was trained, and ends. */
function fail(message) {
  console.error(message);
  process.exit(1);
}
