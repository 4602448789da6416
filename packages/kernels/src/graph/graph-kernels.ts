import { graphWasm } from '../generated/graph';
import { decodeBase64 } from '../wasm/decode-base64';

/** The exports of assembly/graph. Addresses are bytes from the start of the memory it was given. */
export interface GraphKernels {
  clear(address: number, bytes: number): void;
  rowsToLanes(isBytes: boolean, ...sizesAndPlaces: number[]): void;
  lanesToRows(...sizesAndPlaces: number[]): void;
  moveChannels(accumulate: boolean, ...sizesAndPlaces: number[]): void;
  convolve(geometry: number, accumulate: boolean, source: number, target: number, filter: number): void;
  gatherTaps(geometry: number, source: number, sourceChannels: number, target: number): void;
  multiplyBlocks(accumulate: boolean, ...sizesAndPlaces: number[]): void;
  packFilter(depth: number, outputs: number, from: number, to: number): void;
  packFlippedFilter(...sizesAndPlaces: number[]): void;
  filterGradient(geometry: number, ...sizesAndPlaces: number[]): void;
  carryFilters(channels: number, blocks: number, from: number, to: number, scratch: number): void;
  convolveByTiles(geometry: number, accumulate: boolean, ...places: number[]): void;
  filterGradientByTiles(geometry: number, ...sizesAndPlaces: number[]): void;
  bringFilterGradient(channels: number, outputs: number, sums: number, to: number, scratch: number): void;
  depthwiseBlock(geometry: number, ...sizesAndPlaces: number[]): void;
  depthwiseBackwardBlock(geometry: number, ...sizesAndPlaces: number[]): void;
  maxPoolBlock(geometry: number, source: number, target: number): void;
  averagePoolBlock(geometry: number, source: number, target: number): void;
  maxPoolBackwardBlock(geometry: number, x: number, y: number, dy: number, dx: number): void;
  averagePoolBackwardBlock(geometry: number, dy: number, dx: number): void;
  activateBlock(code: number, alpha: number, ...sizesAndPlaces: number[]): void;
  activateBackwardBlock(code: number, alpha: number, accumulate: boolean, ...sizesAndPlaces: number[]): void;
  momentsBlock(lanes: number, ...sizesAndPlaces: number[]): void;
  /** Returns how many channels must be summed again. */
  finishMoments(
    ...args: [
      channels: number,
      count: number,
      centres: number,
      stride: number,
      sums: number,
      last: boolean,
      ...rest: number[],
    ]
  ): number;
  populationConstants(channels: number, ...places: number[]): void;
  gradientMomentsBlock(code: number, alpha: number, ...sizesAndPlaces: number[]): void;
  finishGradientMoments(channels: number, count: number, fixed: boolean, ...places: number[]): void;
  batchNormBackwardBlock(code: number, accumulate: boolean, ...sizesAndPlaces: number[]): void;
  groupNormBlock(...sizesAndPlaces: number[]): void;
  groupNormBackwardBlock(accumulate: boolean, ...sizesAndPlaces: number[]): void;
  dropoutBlock(accumulate: boolean, ...sizesAndPlaces: number[]): void;
  /** Returns the sum of the losses of the images that count. */
  lossBlock(kind: number, delta: number, ...sizesAndPlaces: number[]): number;
  squareSum(bytes: number, gradient: number): number;
  clipValues(bytes: number, gradient: number, limit: number): void;
  descend(bytes: number, ...placesAndRates: number[]): void;
  descendWithMomentum(...args: [...placesAndRates: number[], nesterov: boolean]): void;
  adam(bytes: number, ...placesAndRates: number[]): void;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The kernels, working on `memory`. Compiled once, however many networks there are. */
export async function loadGraphKernels(memory: WebAssembly.Memory): Promise<GraphKernels> {
  compiled ??= WebAssembly.compile(decodeBase64(graphWasm));
  const abort = () => {
    throw new Error('CompiledGraph: a kernel failed; please report this');
  };
  const { exports } = await WebAssembly.instantiate(await compiled, { env: { memory, abort } });
  return exports as unknown as GraphKernels;
}
