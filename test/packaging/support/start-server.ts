import { spawn } from 'node:child_process';
import { userEnvironment } from './run';

export interface StartedServer {
  url: string;
  stop(): void;
}

/** Starts a server in Node.js, and waits until it says where it listens. */
export function startServer(folder: string, ...args: string[]): Promise<StartedServer> {
  const server = spawn(process.execPath, args, { cwd: folder, env: userEnvironment() });
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (text: Buffer) => {
      said += String(text);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) resolve({ url, stop: () => void server.kill() });
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('error', reject);
    server.on('exit', () => reject(new Error(`the server ended, and said: ${said}`)));
  });
}
