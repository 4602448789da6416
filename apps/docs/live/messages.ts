import type { PlaygroundSettings } from '../labs/playground/settings';
import type { LayerFrame } from './layer-frame';
import type { NetworkFrame } from './network-frame';
import type { ReadingView } from './reading-view';
import type { UnitBatch } from './unit-batch';
import type { Weather } from './weather';

/** What the page asks of a network's worker. */
export type ToWorker =
  /** Where the digits come from: the site's files, which this worker then hands on, or another worker. */
  | { type: 'connect'; digits: { url: string; handOnTo: MessagePort } | { from: MessagePort } }
  /** A new network, trained from its start to its end; the old one is given up. `run` numbers them. */
  | { type: 'start'; run: number; settings: PlaygroundSettings; normalized: readonly boolean[] }
  /** Ends the training where it is. */
  | { type: 'stop' }
  /** The layers of a network that is not trained. Only the newest question is answered. */
  | { type: 'probe'; probe: number; settings: PlaygroundSettings; normalized: readonly boolean[] }
  /** A drawing, 28 x 28 bytes, to be read by the network as it was at every frame. */
  | { type: 'read'; drawing: number; pixels: Uint8Array }
  /** How images are to be read from now on, at every frame; `view` numbers them. */
  | { type: 'view'; view: number; reading: ReadingView }
  /** One unit of a hidden layer over a batch of training images, as the network was at a frame. */
  | { type: 'unit'; question: number; frame: number; layer: number; unit: number }
  /** A drawing and validation images, all under one weather, to be read by the network as it is now. */
  | { type: 'judge'; question: number; pixels: Uint8Array; weather: Weather };

/** What a network's worker tells the page. */
export type FromWorker =
  | { type: 'loading'; loaded: number; total: number }
  | { type: 'gallery'; run: number; gallery: Gallery; engine: string }
  | { type: 'frame'; run: number; frame: NetworkFrame }
  | { type: 'trained'; run: number; result: RunResult }
  /** What the network read in the drawing: ten probabilities per frame, up to the newest. */
  | { type: 'readings'; run: number; drawing: number; readings: readonly Float32Array[] }
  /** What came of a frame under the view that was asked for. */
  | { type: 'measured'; run: number; view: number; frame: number; measurement: Measurement }
  | { type: 'unit'; question: number; batch: UnitBatch }
  | { type: 'judged'; question: number; judgement: Judgement }
  | { type: 'probed'; probe: number; layers: readonly LayerFrame[]; gallery: Gallery }
  | { type: 'failed'; run: number; message: string };

/** A frame measured anew, with images in another weather or with other statistics. */
export type Measurement = Pick<NetworkFrame, 'accuracy' | 'guesses'>;

/** What came of a training that was not cut short. */
export interface RunResult {
  /** Over the 5,000 validation and the 10,000 test images; undefined until these are there. */
  validation?: number;
  test?: number;
  /** Of all that the network has learned; undefined where the browser computes none. */
  digest?: string;
  /** Steps per second of training alone, over the whole run. */
  stepsPerSecond: number;
}

/** What a network makes of images under a weather, with the averages of training and with the images' own statistics. */
export interface Judgement {
  weather: Weather;
  population: Reading;
  batch: Reading;
}

/** Ten probabilities for a drawing, and the accuracy over the validation images beside it. */
export interface Reading {
  drawing: Float32Array;
  accuracy: number;
}

/** Images whose guesses are shown: 28 x 28 bytes each. */
export interface Gallery {
  pixels: Uint8Array;
  labels: Uint8Array;
}
