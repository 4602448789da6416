/** How fast an engine trained: a row for each measurement. */
export interface StepsPerSecondRow {
  /** What trained, such as `bnlab, compiled` or `TensorFlow.js, WebAssembly`. */
  readonly engine: string;
  /** Training steps a second, above 0. */
  readonly stepsPerSecond: number;
  /** What was trained, such as `784-100-100-10, batches of 60`; bars of one workload share a scale. */
  readonly workload?: string;
  /** Whether the engine is one to be seen first, such as that of this library. Default: no. */
  readonly ours?: boolean;
}
