import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Packed } from './pack';

export interface Registry {
  url: string;
  close: () => Promise<void>;
}

/**
 * The part of the npm registry that `npm install` needs, for tarballs in a folder: so that a project installs our packages
 * by name, and finds those that they depend on, as it will once they are published.
 */
export async function serveRegistry(packages: readonly Packed[], folder: string): Promise<Registry> {
  const server = createServer((request, response) => {
    // npm asks for @scope%2fname.
    const path = decodeURIComponent(request.url!.slice(1));
    response.setHeader('cache-control', 'no-store');
    if (packages.some(({ filename }) => filename === path)) {
      return void response.end(readFileSync(join(folder, path)));
    }
    const found = packages.find(({ manifest }) => manifest.name === path);
    if (!found) return void response.writeHead(404).end('{}');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(packument(found, `http://${request.headers.host}`)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a registry says of a package: here, that there is one version. */
function packument({ manifest, filename, integrity, shasum }: Packed, url: string): object {
  const { name, version } = manifest;
  const dist = { tarball: `${url}/${filename}`, integrity, shasum };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
