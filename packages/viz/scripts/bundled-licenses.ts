import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Metafile {
  inputs: Record<string, unknown>;
}

/**
 * Writes the licenses of the packages that a bundle holds to one file, as those licenses ask for.
 *
 * @param metafile what esbuild tells of the bundle; removed afterwards
 * @throws Error naming a package that has no license file
 */
export async function writeBundledLicenses(metafile: string, output: string): Promise<void> {
  const { inputs } = JSON.parse(await readFile(metafile, 'utf8')) as Metafile;
  const packages = Object.keys(inputs).flatMap((path) => {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    return found ? [found[1]!] : [];
  });
  const texts = [...new Set(packages)].sort().map(licenseText);
  await writeFile(output, (await Promise.all(texts)).join('\n'));
  await rm(metafile);
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
