import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FileServer {
  url: string;
  /** The paths asked for so far. */
  requests: string[];
  close: () => Promise<void>;
}

export type Answer = (path: string, response: ServerResponse, request: IncomingMessage) => void;

/** An HTTP server on a free port of this machine; `answer` gets the path after the first slash. */
export async function serve(answer: Answer): Promise<FileServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').slice(1);
    requests.push(path);
    answer(path, response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with the files given, and with 404 for any other path. */
export function answerWith(files: Readonly<Record<string, Uint8Array>>): Answer {
  return (path, response) => {
    const bytes = files[path];
    if (bytes === undefined) {
      response.writeHead(404).end('no such file');
      return;
    }
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  };
}
