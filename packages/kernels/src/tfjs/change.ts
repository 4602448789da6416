/** A change of TensorFlow.js's registries, and what takes it back. */
export interface Change {
  readonly kernelName: string;
  readonly takeBack: () => void;
}
