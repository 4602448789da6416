/** What a chart reads of one trained network. Other fields may be there; they are not looked at. */
export interface NetworkRecord {
  /** What the line is called, such as `With Batch Norm`; the same network has the same name in every record. */
  readonly name: string;
  /** Whether the network uses batch normalization: decides the color and the dashes of its line. */
  readonly batchNorm: boolean;
  /** Training steps done at each measurement: finite, 0 or more, ascending. */
  readonly steps: ArrayLike<number>;
  /**
   * Share of the validation images told right at each of `steps`, 0 to 1. The first `null`, `NaN` or infinite value
   * says that the network had diverged (JSON writes `NaN` as `null`): its line ends before it.
   */
  readonly validationAccuracy: ArrayLike<number | null>;
  /** Whether training broke down, which the accuracies alone need not show. */
  readonly diverged?: boolean;
  /** Training steps a second, from which `timeToAccuracyRows` tells seconds. */
  readonly stepsPerSecond?: number;
}

/** What a chart reads of a run record: the same data and settings for each of its networks. */
export interface RunRecord {
  /** The name of the settings; the records of one chart share it. */
  readonly preset: string;
  /** What the randomness of the run came from. */
  readonly seed: number | string;
  /** The learning rate is told in the subtitle where it is known. */
  readonly settings?: { readonly learningRate?: number };
  readonly networks: readonly NetworkRecord[];
}
