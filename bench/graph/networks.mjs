/** Convolutions with filters 3 x 3, then what ends the network: `[filters, stride]` for each. */
const twenty = Array.from({ length: 19 }, (_, i) => [4 * (i + 1), (i + 1) % 3 === 0 ? 2 : 1]);
const four = [
  [16, 1],
  [32, 2],
  [32, 1],
  [64, 2],
];

/** The networks that the peers train: images of 28 x 28, 64 a batch. `steps` are those of a round. */
export const cases = [
  {
    name: 'convnet-20',
    convolutions: twenty,
    hidden: 100,
    optimizer: 'adam',
    learningRate: 0.002,
    steps: 15,
  },
  { name: 'four', convolutions: four, hidden: 0, optimizer: 'sgd', learningRate: 0.01, steps: 12 },
].flatMap((one) => [
  { ...one, name: `${one.name}-bn`, batchNorm: true },
  { ...one, batchNorm: false },
]);

export const BATCH = 64;

/** The network as `NeuralNet.create` takes it. */
export function layersOf({ convolutions, hidden, batchNorm }) {
  const after = [...(batchNorm ? [{ kind: 'batchNorm' }] : []), { kind: 'activation', activation: 'relu' }];
  const body = convolutions.flatMap(([filters, stride]) => [
    { kind: 'conv2d', filters, stride, kernelSize: 3, useBias: !batchNorm },
    ...after,
  ]);
  const head =
    hidden > 0
      ? [{ kind: 'flatten' }, { kind: 'dense', units: hidden, useBias: !batchNorm }, ...after]
      : [{ kind: 'globalAveragePooling2d' }];
  return [...body, ...head, { kind: 'dense', units: 10 }];
}

/** Rows of the table: what each ratio should reach. */
export const goals = [
  { network: 'convnet-20-bn', peer: 'torch', reach: 1.8, aim: 2.1 },
  { network: 'convnet-20-bn', peer: 'channelsLast', reach: 1.8, aim: 2.2 },
  { network: 'convnet-20', peer: 'torch', reach: 1.5, aim: 1.75 },
  { network: 'convnet-20', peer: 'channelsLast', reach: 1.2, aim: 1.35 },
  { network: 'four-bn', peer: 'torch', reach: 1, aim: 1.3 },
  { network: 'four-bn', peer: 'channelsLast', reach: 0.9, aim: 1.2 },
  { network: 'convnet-20-bn', peer: 'tfjs', reach: 3.2, aim: 3.8 },
  { network: 'four-bn', peer: 'tfjs', reach: 2.1, aim: 2.8 },
];
