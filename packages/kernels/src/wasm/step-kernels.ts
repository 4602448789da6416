/** The exports of assembly/step. Addresses are bytes from the start of the memory it was given. */
export interface StepKernels {
  networkBytes(): number;
  layerBytes(): number;
  /** One step on the batch of the network at `address`; returns its mean loss before the step. */
  trainStep(address: number): number;
  /** Writes the gradients of the batch's mean loss, which it returns; changes nothing else. */
  computeGradients(address: number): number;
  /** The logits of the batch. */
  infer(address: number, batchStatistics: boolean): void;
  /** The loss and the hits of every batch of the Evaluation record at `evaluation`. */
  evaluate(address: number, evaluation: number): void;
  /** `trainStep` and `evaluate` by the threads of the Team record at `team`; the caller is the first of them. */
  trainTogether(team: number): number;
  evaluateTogether(team: number): void;
  /** The loop of the other threads: runs the jobs of the team until `dismiss`. */
  serve(team: number, thread: number): void;
  /** Ends `serve` in the other threads. */
  dismiss(team: number): void;
  /** Makes all threads fail that wait, or will wait, for one that has failed. */
  giveUp(team: number): void;
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

/** The imports of the kernels. */
function imports(memory: WebAssembly.Memory): WebAssembly.Imports {
  const abort = () => {
    throw new Error('CompiledNetwork: a kernel failed; please report this');
  };
  return { env: { memory, abort } };
}

/** The kernels, working on `memory`. */
export async function startStepKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<StepKernels> {
  const { exports } = await WebAssembly.instantiate(module, imports(memory));
  return exports as unknown as StepKernels;
}

/** The same at once, which the main thread of a page may refuse. */
export function startStepKernelsNow(module: WebAssembly.Module, memory: WebAssembly.Memory): StepKernels {
  return new WebAssembly.Instance(module, imports(memory)).exports as unknown as StepKernels;
}
