/**
 * Compiles every assembly/<name>/index.ts to WebAssembly and writes it, as base64 in a TypeScript module, to
 * src/generated/<name>.ts: so it loads unchanged wherever JavaScript does, with no file to copy or fetch. The layouts of
 * assembly/<name>/records.ts, where there are some, go to src/generated/<name>-records.ts.
 */
import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileAssembly } from './compile-assembly.mjs';
import { recordLayouts } from './record-layouts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
await mkdir('src/generated', { recursive: true });

const entries = await readdir('assembly', { withFileTypes: true });
for (const { name } of entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('shared'))) {
  const binary = await compileAssembly(name).catch(({ message }) => {
    process.stderr.write(`${message}\n`);
    process.exit(1);
  });
  const base64 = Buffer.from(binary).toString('base64');
  await writeFile(
    `src/generated/${name}.ts`,
    `/** assembly/${name}, compiled. */\nexport const ${name}Wasm = '${base64}';\n`,
  );
  await writeLayouts(name);
  process.stdout.write(`assembly/${name}: ${binary.length} bytes\n`);
}
await import('./bundle-worker.mjs');

async function writeLayouts(name) {
  const records = `assembly/${name}/records.ts`;
  if (!existsSync(records)) return;
  const layouts = recordLayouts(await readFile(records, 'utf8'));
  await writeFile(
    `src/generated/${name}-records.ts`,
    `/** ${records}: each field takes four bytes. */\n${layouts}`,
  );
}
