import type { Preset } from './preset';

/** Deviations of the starting weights: small enough to train well, and far too large. */
const GOOD = 0.05;
const BAD = 5;

/** The settings common to the lesson's experiments. */
function cell(settings: Omit<Preset, 'layerSizes' | 'batchSize'>): Preset {
  return { layerSizes: [784, 100, 100, 100, 10], batchSize: 60, ...settings };
}

/**
 * The lesson's experiments in its order, with the figures that it published: accuracies after training, and the speed
 * that its progress bars showed, measurements of accuracy included.
 */
export const lessonPresets: readonly Preset[] = [
  cell({
    name: 'relu-lr0.01',
    title: 'ReLU, learning rate 0.01, good starting weights',
    activation: 'relu',
    learningRate: 0.01,
    standardDeviation: GOOD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.973, test: 0.9748, stepsPerSecond: 1183.34 },
      withBatchNorm: { validation: 0.9832, test: 0.9803, stepsPerSecond: 533.5 },
    },
  }),
  cell({
    name: 'relu-lr0.01-2000',
    title: 'ReLU, learning rate 0.01, good starting weights, 2,000 batches',
    activation: 'relu',
    learningRate: 0.01,
    standardDeviation: GOOD,
    trainingBatches: 2000,
    batchesPerSample: 50,
    lesson: {
      withoutBatchNorm: { validation: 0.8286, test: 0.8262, stepsPerSecond: 1069.17 },
      withBatchNorm: { validation: 0.9578, test: 0.9525, stepsPerSecond: 491.2 },
    },
  }),
  cell({
    name: 'sigmoid-lr0.01',
    title: 'Sigmoid, learning rate 0.01, good starting weights',
    activation: 'sigmoid',
    learningRate: 0.01,
    standardDeviation: GOOD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.8344, test: 0.8271, stepsPerSecond: 1153.97 },
      withBatchNorm: { validation: 0.9756, test: 0.9732, stepsPerSecond: 526.3 },
    },
  }),
  cell({
    name: 'relu-lr1',
    title: 'ReLU, learning rate 1, good starting weights',
    activation: 'relu',
    learningRate: 1,
    standardDeviation: GOOD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.0958, test: 0.098, stepsPerSecond: 1397.55 },
      withBatchNorm: { validation: 0.9844, test: 0.9834, stepsPerSecond: 501.48 },
    },
  }),
  cell({
    name: 'relu-lr1-again',
    title: 'ReLU, learning rate 1, good starting weights, again',
    repeat: 1,
    activation: 'relu',
    learningRate: 1,
    standardDeviation: GOOD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.0986, test: 0.101, stepsPerSecond: 1379.92 },
      withBatchNorm: { validation: 0.984, test: 0.9822, stepsPerSecond: 488.08 },
    },
  }),
  cell({
    name: 'sigmoid-lr1',
    title: 'Sigmoid, learning rate 1, good starting weights',
    activation: 'sigmoid',
    learningRate: 1,
    standardDeviation: GOOD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.9784, test: 0.9752, stepsPerSecond: 1382.38 },
      withBatchNorm: { validation: 0.9838, test: 0.9812, stepsPerSecond: 526.13 },
    },
  }),
  cell({
    name: 'sigmoid-lr1-2000',
    title: 'Sigmoid, learning rate 1, good starting weights, 2,000 batches',
    activation: 'sigmoid',
    learningRate: 1,
    standardDeviation: GOOD,
    trainingBatches: 2000,
    batchesPerSample: 50,
    lesson: {
      withoutBatchNorm: { validation: 0.9208, test: 0.9227, stepsPerSecond: 1167.28 },
      withBatchNorm: { validation: 0.9518, test: 0.9463, stepsPerSecond: 490.92 },
    },
  }),
  cell({
    name: 'relu-lr2',
    title: 'ReLU, learning rate 2, good starting weights',
    activation: 'relu',
    learningRate: 2,
    standardDeviation: GOOD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.0986, test: 0.101, stepsPerSecond: 1412.09 },
      withBatchNorm: { validation: 0.9828, test: 0.9827, stepsPerSecond: 518.06 },
    },
  }),
  cell({
    name: 'sigmoid-lr2',
    title: 'Sigmoid, learning rate 2, good starting weights',
    activation: 'sigmoid',
    learningRate: 2,
    standardDeviation: GOOD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.9796, test: 0.9782, stepsPerSecond: 1395.37 },
      withBatchNorm: { validation: 0.9804, test: 0.9782, stepsPerSecond: 506.05 },
    },
  }),
  cell({
    name: 'sigmoid-lr2-2000',
    title: 'Sigmoid, learning rate 2, good starting weights, 2,000 batches',
    activation: 'sigmoid',
    learningRate: 2,
    standardDeviation: GOOD,
    trainingBatches: 2000,
    batchesPerSample: 50,
    lesson: {
      withoutBatchNorm: { validation: 0.9384, test: 0.936, stepsPerSecond: 1170.27 },
      withBatchNorm: { validation: 0.9574, test: 0.9524, stepsPerSecond: 495.04 },
    },
  }),
  cell({
    name: 'bad-relu-lr0.01',
    title: 'ReLU, learning rate 0.01, bad starting weights',
    activation: 'relu',
    learningRate: 0.01,
    standardDeviation: BAD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.0958, test: 0.098, stepsPerSecond: 1147.21 },
      withBatchNorm: { validation: 0.7946, test: 0.799, stepsPerSecond: 515.05 },
    },
  }),
  cell({
    name: 'bad-sigmoid-lr0.01',
    title: 'Sigmoid, learning rate 0.01, bad starting weights',
    activation: 'sigmoid',
    learningRate: 0.01,
    standardDeviation: BAD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.2202, test: 0.227, stepsPerSecond: 1108.5 },
      withBatchNorm: { validation: 0.8592, test: 0.8527, stepsPerSecond: 531.21 },
    },
  }),
  cell({
    name: 'bad-relu-lr1',
    title: 'ReLU, learning rate 1, bad starting weights',
    activation: 'relu',
    learningRate: 1,
    standardDeviation: BAD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.1126, test: 0.1135, stepsPerSecond: 1313.14 },
      withBatchNorm: { validation: 0.9244, test: 0.9208, stepsPerSecond: 520.39 },
    },
  }),
  cell({
    name: 'bad-sigmoid-lr1',
    title: 'Sigmoid, learning rate 1, bad starting weights',
    activation: 'sigmoid',
    learningRate: 1,
    standardDeviation: BAD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.897, test: 0.8957, stepsPerSecond: 1409.45 },
      withBatchNorm: { validation: 0.957, test: 0.9505, stepsPerSecond: 534.39 },
    },
  }),
  cell({
    name: 'bad-relu-lr2',
    title: 'ReLU, learning rate 2, bad starting weights',
    activation: 'relu',
    learningRate: 2,
    standardDeviation: BAD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.0958, test: 0.098, stepsPerSecond: 1392.83 },
      withBatchNorm: { validation: 0.9128, test: 0.9054, stepsPerSecond: 536.51 },
    },
  }),
  cell({
    name: 'bad-sigmoid-lr2',
    title: 'Sigmoid, learning rate 2, bad starting weights',
    activation: 'sigmoid',
    learningRate: 2,
    standardDeviation: BAD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.9094, test: 0.9066, stepsPerSecond: 1401.19 },
      withBatchNorm: { validation: 0.9614, test: 0.9583, stepsPerSecond: 532.22 },
    },
  }),
  cell({
    name: 'bad-relu-lr1-again',
    title: 'ReLU, learning rate 1, bad starting weights, again',
    repeat: 1,
    activation: 'relu',
    learningRate: 1,
    standardDeviation: BAD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.1126, test: 0.1135, stepsPerSecond: 1386.17 },
      withBatchNorm: { validation: 0.0988, test: 0.101, stepsPerSecond: 523.58 },
    },
  }),
  cell({
    name: 'bad-relu-lr2-again',
    title: 'ReLU, learning rate 2, bad starting weights, again',
    repeat: 1,
    activation: 'relu',
    learningRate: 2,
    standardDeviation: BAD,
    trainingBatches: 50000,
    batchesPerSample: 500,
    lesson: {
      withoutBatchNorm: { validation: 0.0958, test: 0.098, stepsPerSecond: 1398.39 },
      withBatchNorm: { validation: 0.0986, test: 0.101, stepsPerSecond: 529.5 },
    },
  }),
];
