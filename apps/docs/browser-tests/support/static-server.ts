import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

export interface StaticServer {
  /** Without a slash at the end. */
  origin: string;
  close: () => Promise<void>;
}

/** Serves a folder as any static host would, on a free port, under a path such as `/` or `/bnlab/`. */
export async function serveStatic(folder: string, base = '/'): Promise<StaticServer> {
  const files = sirv(folder, { extensions: ['html'], etag: true });
  const server = createServer((request, response) => {
    const notFound = () => void response.writeHead(404).end('Not found');
    if (!request.url?.startsWith(base)) return notFound();
    request.url = request.url.slice(base.length - 1);
    files(request, response, notFound);
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
