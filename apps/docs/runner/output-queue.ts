import type { Output } from './messages';

/** How often outputs leave at most, in milliseconds: the page draws no faster than it can be read. */
const INTERVAL_MS = 50;

/** Outputs that one run may show. A loop that prints without end must not fill the page's memory. */
const LIMIT = 2000;

/** Collects what a program puts out and hands it on in pieces, also while the program never lets go of its thread. */
export class OutputQueue {
  readonly #send: (outputs: Output[]) => void;
  #waiting: Output[] = [];
  #accepted = 0;
  #lastSent = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (outputs: Output[]) => void) {
    this.#send = send;
  }

  add(output: Output): void {
    this.#accepted += 1;
    if (this.#accepted > LIMIT) return;
    this.#waiting.push(output);
    if (this.#accepted === LIMIT) {
      this.#waiting.push({
        type: 'print',
        level: 'warn',
        text: `What comes after these ${LIMIT} lines is not shown.`,
      });
    }
    if (performance.now() - this.#lastSent >= INTERVAL_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), INTERVAL_MS);
  }

  /** Hands on what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.#send(this.#waiting);
    this.#waiting = [];
    this.#lastSent = performance.now();
  }
}
