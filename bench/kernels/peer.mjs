import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program that answers each line of JSON with a line of JSON. It works only while it is asked something. */
export class Peer {
  #child;
  #lines;

  constructor(command, args, environment = {}) {
    const stdio = ['pipe', 'pipe', 'inherit'];
    this.#child = spawn(command, args, { stdio, env: { ...process.env, ...environment } });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('the peer ended without an answer');
    return JSON.parse(value);
  }

  async close() {
    this.#child.stdin.end();
    await once(this.#child, 'close');
  }
}
