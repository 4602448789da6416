import { GraphWorker } from '@bnlab/kernels';

// As CompiledGraph, in a thread of its own.
const worker = await GraphWorker.create({
  inputShape: [2],
  layers: [{ kind: 'dense', units: 2 }],
});
const examples = {
  count: 2,
  inputSize: 2,
  inputs: Float32Array.of(1, 0, 0, 1),
  labels: Uint8Array.of(0, 1),
};
const { loss } = await worker.evaluate(examples);
console.log(loss > 0); // true
worker.terminate();
