import { NeuralNet } from '@bnlab/layers';

// Which of two numbers is the larger? The same network on both engines.
const inputs = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i * i));
const labels = Uint8Array.from({ length: 200 }, (_, n) => Number(inputs[2 * n]! > inputs[2 * n + 1]!));
const create = (engine: 'compiled' | 'tfjs') =>
  NeuralNet.create({
    inputShape: [2],
    layers: [
      { kind: 'dense', units: 8, useBias: false },
      { kind: 'batchNorm', momentum: 0.9 },
      { kind: 'activation', activation: 'relu' },
      { kind: 'dense', units: 2 },
      { kind: 'softmax' },
    ],
    optimizer: 'adam',
    ...(engine === 'tfjs' && { backend: 'cpu' }),
  });

const [compiled, tensors] = [await create('compiled'), await create('tfjs')];
console.log(compiled.engine, tensors.engine, tensors.backend); // compiled tfjs cpu
const options = { learningRate: 0.02, epochs: 12, validationSplit: 0.2 };
const { history } = await compiled.fit(inputs, labels, options);
const other = await tensors.fit(inputs, labels, options);
console.log(Math.abs(history.loss.at(-1)! - other.history.loss.at(-1)!) < 1e-3); // true

// Examples from elsewhere: the statistics follow them, and come back.
const moved = { count: 200, inputs: inputs.map((x) => 3 * x + 2), labels };
const before = await compiled.evaluate(moved);
const { restore } = await compiled.adaptStatistics(moved);
console.log((await compiled.evaluate(moved)).accuracy > before.accuracy); // true
await restore();
console.log((await compiled.evaluate(moved)).accuracy === before.accuracy); // true
tensors.dispose();
