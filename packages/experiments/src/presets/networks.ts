import type { Preset } from './preset';

/** Feature maps of the 19 convolutional layers: four times the layer's place. */
const featureMaps = Array.from({ length: 19 }, (_, index) => 4 * (index + 1));

/** Batch norm beyond fully connected layers. */
export const networkPresets: readonly Preset[] = [
  {
    // The lesson's companion published a validation accuracy of about 11 % without batch norm, and of 96 to 97.5 % with it.
    name: 'convnet-20',
    title: '19 convolutional layers and a dense one, Adam at 0.002, 800 batches',
    network: 'convolutional',
    layerSizes: [784, ...featureMaps, 100, 10],
    activation: 'relu',
    optimizer: 'adam',
    learningRate: 0.002,
    standardDeviation: 1,
    weightScaling: 'glorot',
    trainingBatches: 800,
    batchSize: 64,
    batchesPerSample: 50,
  },
  {
    // A small sibling of the networks of He and others for small images: 13 convolutions and a dense layer.
    name: 'residual-14',
    title: 'Six residual blocks of two convolutional layers, momentum at 0.1, 300 batches',
    network: 'residual',
    layerSizes: [
      784,
      8,
      ...Array<number>(4).fill(8),
      ...Array<number>(4).fill(16),
      ...Array<number>(4).fill(32),
      10,
    ],
    activation: 'relu',
    momentum: 0.9,
    optimizer: 'momentum',
    learningRate: 0.1,
    standardDeviation: 1,
    weightScaling: 'he',
    trainingBatches: 300,
    batchSize: 64,
    batchesPerSample: 25,
  },
  {
    // The first and last rows are empty in most images. Their values hardly vary within a batch, and divided by next to
    // nothing they would be noise; an epsilon as large as their variance elsewhere leaves them small. The averages must
    // keep up with 600 batches.
    name: 'lstm-rows',
    epsilon: 0.1,
    momentum: 0.9,
    title: 'An LSTM that reads digits row by row, Adam at 0.002, 600 batches',
    network: 'recurrent',
    layerSizes: [784, 100, 10],
    activation: 'tanh',
    optimizer: 'adam',
    learningRate: 0.002,
    standardDeviation: 1,
    weightScaling: 'glorot',
    trainingBatches: 600,
    batchSize: 60,
    batchesPerSample: 50,
  },
];
