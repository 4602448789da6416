import { type Manifest, readManifest } from './packages';
import { run } from './run';

export interface Packed {
  manifest: Manifest;
  /** File name of the tarball. */
  filename: string;
  integrity: string;
  shasum: string;
  /** What is in it, as paths. */
  files: readonly { path: string }[];
}

/** Packs a package into a folder, as `npm publish` would. */
export async function pack(packageFolder: string, destination: string): Promise<Packed> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', destination], packageFolder);
  const [packed] = JSON.parse(stdout) as Omit<Packed, 'manifest'>[];
  return { ...packed!, manifest: readManifest(packageFolder) };
}
