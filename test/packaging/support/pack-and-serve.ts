import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolders } from './packages';
import { pack } from './pack';
import { serveRegistry } from './registry';

declare global {
  /** What {@link cleanUp} ends. */
  var cleanUpPackages: (() => Promise<void>) | undefined;
}

/** Packs every package as `npm publish` would, and serves the tarballs as a registry does, for this run of the tests. */
export default async function packAndServe(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bnlab-packages-'));
  const packed = await Promise.all(packageFolders.map((packageFolder) => pack(packageFolder, folder)));
  const registry = await serveRegistry(packed, folder);
  process.env.BNLAB_TEST_FOLDER = folder;
  process.env.BNLAB_TEST_REGISTRY = registry.url;
  globalThis.cleanUpPackages = registry.close;
}
