import { stepWasm } from '../generated/step';
import { decodeBase64 } from './decode-base64';

/** What assembly/step exports. Addresses are bytes from the start of the memory it was given. */
export interface StepKernels {
  networkBytes(): number;
  layerBytes(): number;
  /** One step on the batch of the network at `address`; returns its mean loss before the step. */
  trainStep(address: number): number;
  /** Writes the gradients of the batch's mean loss, which it returns; changes nothing else. */
  computeGradients(address: number): number;
  /** Logits of the batch, without the output layer's bias. */
  infer(address: number, batchStatistics: boolean): void;
  /** After `infer`: adds that bias; returns the sum of the examples' losses. */
  finishLogits(address: number): number;
  /** After `finishLogits`: how many examples are classified rightly. */
  hits(address: number): number;
  /** How many bytes are not 0. */
  countFilled(from: number, length: number): number;
  /** Lists the bytes that are not 0 of `examples` rows; see assembly/step/list-bytes.ts. */
  listFilled(
    from: number,
    examples: number,
    inputs: number,
    starts: number,
    columns: number,
    values: number,
    next: number,
  ): number;
}

let bytes: Uint8Array<ArrayBuffer> | undefined;
let compiled: Promise<WebAssembly.Module> | undefined;

function moduleBytes(): Uint8Array<ArrayBuffer> {
  return (bytes ??= decodeBase64(stepWasm));
}

/** Whether this JavaScript engine runs the kernels: WebAssembly with fixed-width SIMD. */
export function supportsCompiledNetworks(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(moduleBytes());
}

/** The kernels, working on `memory`. Compiled once, however many networks there are. */
export async function loadStepKernels(memory: WebAssembly.Memory): Promise<StepKernels> {
  compiled ??= WebAssembly.compile(moduleBytes());
  const abort = () => {
    throw new Error('CompiledNetwork: a kernel failed; please report this');
  };
  const { exports } = await WebAssembly.instantiate(await compiled, { env: { memory, abort } });
  return exports as unknown as StepKernels;
}
