/**
 * Holds the budgets of size-budget.json: bundles each import from the built packages as a page would, minifies and
 * compresses it, and fails if one is over its budget.
 *
 *     node check-size.mjs [budget.json]
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const file = process.argv[2] ?? new URL('size-budget.json', import.meta.url);
const { imports } = JSON.parse(readFileSync(file, 'utf8'));

/** Bytes of `code` bundled, minified and gzipped, without what `external` names (`"dependencies"`: whatever it imports). */
async function measure({ code, external }) {
  const isAlone = external === 'dependencies';
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['browser', 'import'],
    logLevel: 'error',
    plugins: isAlone ? [dependenciesOutside] : [],
    external: isAlone ? ['node:*'] : ['node:*', ...external],
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** Leaves out whatever a package imports by name, and keeps the package that the measured code itself imports. */
const dependenciesOutside = {
  name: 'dependencies-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ importer, kind }) =>
      kind === 'entry-point' || importer === '<stdin>' ? undefined : { external: true },
    );
  },
};

const over = [];
for (const { name, gzipBytes, reason, ...bundle } of imports) {
  const bytes = await measure(bundle);
  console.log(`${String(bytes).padStart(7)} of ${String(gzipBytes).padStart(7)} bytes  ${name}`);
  if (bytes > gzipBytes) over.push({ name, bytes, gzipBytes, reason });
}
for (const { name, bytes, gzipBytes, reason } of over) {
  console.error(
    `check-size: ${name} must be at most ${gzipBytes} bytes gzipped, got ${bytes} (${bytes - gzipBytes} too many).\n` +
      `  The budget's reason: ${reason}\n` +
      '  Find what grew with "npx esbuild --bundle --analyze", or raise the budget in size-budget.json and say why.',
  );
}
process.exitCode = over.length > 0 ? 1 : 0;
