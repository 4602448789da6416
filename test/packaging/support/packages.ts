import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of a package.json the tests look at. */
export interface Manifest {
  name: string;
  version: string;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

const folder = join(__dirname, '../../../packages');

/** The folders of all packages that are published. */
export const packageFolders = readdirSync(folder).map((name) => join(folder, name));

export function readManifest(packageFolder: string): Manifest {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as Manifest;
}
