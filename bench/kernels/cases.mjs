/** The networks that the peers train: the lesson's, and a wide one. */
const lesson = [784, 100, 100, 100, 10];
const wide = [784, 512, 512, 512, 10];

/** The steps that each peer makes a round: about a quarter of a second's work. JAX scans over 20 of them. */
export const cases = [
  { name: 'relu-bn', sizes: lesson, activation: 'relu', batchNorm: true, batchSize: 60 },
  { name: 'relu', sizes: lesson, activation: 'relu', batchNorm: false, batchSize: 60 },
  { name: 'sigmoid-bn', sizes: lesson, activation: 'sigmoid', batchNorm: true, batchSize: 60 },
  { name: 'sigmoid', sizes: lesson, activation: 'sigmoid', batchNorm: false, batchSize: 60 },
  { name: 'wide-relu-bn', sizes: wide, activation: 'relu', batchNorm: true, batchSize: 128 },
].map((one) => ({
  ...one,
  learningRate: 0.01,
  steps:
    one.sizes === wide
      ? { ours: 25, torch: 25, jax: 40, scan: 40 }
      : { ours: 900, torch: 450, jax: 500, scan: 500, jaxJs: 50, tfjs: 25 },
}));

/** Rows of the table: how each measure is made of the medians, and what it should reach. */
export const rows = [
  ...[
    { name: 'relu-bn', reach: 0.95, two: 1.4 },
    { name: 'relu', reach: 0.67, two: 1.05 },
    { name: 'sigmoid-bn', reach: 0.65, two: 1.2 },
    { name: 'sigmoid', reach: 0.6, two: 1.15 },
    { name: 'wide-relu-bn', reach: 0.45, two: 1 },
  ].flatMap(({ name, reach, two }) => [
    { label: `${name}: to JAX, lax.scan over 20 steps`, ratio: [name, 'ours', 'scan'], reach },
    { label: `${name}, two threads: to JAX, lax.scan`, ratio: [name, 'two', 'scan'], reach: two },
  ]),
  ...[
    { name: 'relu-bn', reach: 2.3, aim: 2.6 },
    { name: 'relu', reach: 1.6, aim: 1.9 },
    { name: 'sigmoid-bn', reach: 1.8, aim: 2 },
    { name: 'sigmoid' },
    { name: 'wide-relu-bn', reach: 0.9, aim: 1 },
  ].map(({ name, ...goals }) => ({ label: `${name}: to PyTorch`, ratio: [name, 'ours', 'torch'], ...goals })),
  {
    label: 'wide-relu-bn, two threads: to PyTorch',
    ratio: ['wide-relu-bn', 'two', 'torch'],
    reach: 1.4,
    aim: 1.7,
  },
  {
    label: 'relu-bn: to jax-js, one jit round the step',
    ratio: ['relu-bn', 'ours', 'jaxJs'],
    reach: 8,
    aim: 9,
  },
  {
    label: 'relu-bn: to stock TensorFlow.js',
    ratio: ['relu-bn', 'ours', 'tfjs'],
    reach: 30,
    aim: 45,
  },
  { label: 'relu: to stock TensorFlow.js', ratio: ['relu', 'ours', 'tfjs'] },
  {
    label: 'time of a step with batch norm over one without',
    slowdown: ['relu-bn', 'relu'],
    reach: 1.08,
    aim: 1,
  },
  ...[
    { name: 'relu-bn', reach: 1.3, aim: 1.6 },
    { name: 'relu' },
    { name: 'sigmoid-bn', reach: 1.05, aim: 1.2 },
    { name: 'wide-relu-bn', reach: 0.85, aim: 1 },
  ].map(({ name, ...goals }) => ({
    label: `5,000 validations, ${name}: to PyTorch`,
    validation: name,
    ...goals,
  })),
];
