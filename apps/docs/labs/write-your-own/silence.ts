/** How long a check may say nothing before the reader is told, in milliseconds. */
export const SILENCE_MS = 10_000;

/** Calls back when nothing has been heard for a while: a loop without an end looks like this from outside. */
export class Silence {
  readonly #onSilence: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onSilence: () => void) {
    this.#onSilence = onSilence;
  }

  /** Something was heard: the wait begins again. */
  heard(): void {
    this.end();
    this.#timer = setTimeout(this.#onSilence, SILENCE_MS);
  }

  /** Nothing more is expected. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
