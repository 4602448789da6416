import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Metafile {
  inputs: Record<string, unknown>;
}

/**
 * Writes the licenses of the packages bundled into `dist` to `dist/bundled-licenses.txt`, as those licenses require. Reads
 * the metafiles that esbuild wrote there, and removes them.
 *
 * @throws Error naming a package that has no license file
 */
export async function writeBundledLicenses(): Promise<void> {
  const metafiles = (await readdir('dist')).filter((name) => /^metafile-\w+\.json$/.test(name));
  const inputs = await Promise.all(metafiles.map((name) => takeInputs(join('dist', name))));
  const packages = inputs.flat().flatMap((path) => {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    return found ? [found[1]!] : [];
  });
  const texts = [...new Set(packages)].sort().map(licenseText);
  await writeFile('dist/bundled-licenses.txt', (await Promise.all(texts)).join('\n'));
}

async function takeInputs(metafile: string): Promise<string[]> {
  const { inputs } = JSON.parse(await readFile(metafile, 'utf8')) as Metafile;
  await rm(metafile);
  return Object.keys(inputs);
}

async function licenseText(directory: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const file = (await readdir(directory)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`bundled-licenses: ${name} must have a license file, got none`);
  return `${name} ${version}\n\n${(await readFile(join(directory, file), 'utf8')).trim()}\n\n`;
}
