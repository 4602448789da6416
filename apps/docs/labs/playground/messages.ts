import type { Frame } from './frame';
import type { PlaygroundSettings } from './settings';

/** What the page asks of a network's worker. `run` counts the networks that the worker has had. */
export type ToWorker =
  /** Where the digits come from: the site's files, which this worker then hands on, or another worker. */
  | { type: 'connect'; digits: { url: string; handOnTo: MessagePort } | { from: MessagePort } }
  /** A new network, instead of the old one if there was one. */
  | { type: 'create'; run: number; settings: PlaygroundSettings; normalized: readonly boolean[] }
  /** Trains up to a step; stops at once if that is behind. */
  | { type: 'target'; run: number; order: number; step: number }
  /** Goes to a step, back too. */
  | { type: 'goTo'; run: number; order: number; step: number }
  | { type: 'guess'; run: number; pixels: Uint8Array };

/** What a network's worker tells the page. */
export type FromWorker =
  | { type: 'loading'; loaded: number; total: number }
  | { type: 'ready'; run: number; engine: string; gallery: Gallery; frame: Frame }
  | { type: 'frame'; run: number; frame: Frame }
  /** The `order` of this number is done: the network is at `step`. */
  | { type: 'reached'; run: number; order: number; step: number }
  | { type: 'guessed'; run: number; probabilities: Float32Array }
  /** The trained network on the test images. */
  | { type: 'tested'; run: number; accuracy: number; digest: string | undefined }
  | { type: 'failed'; run: number; message: string };

/** Digits whose guesses are shown: 28 x 28 bytes each. */
export interface Gallery {
  pixels: Uint8Array;
  labels: Uint8Array;
}
