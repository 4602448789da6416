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
      : { ours: 900, torch: 450, jax: 500, scan: 500, tfjs: 25 },
}));

/** Rows of the table: how each measure is made of the medians, and what it should reach. */
export const rows = [
  ...[
    { name: 'relu-bn', reach: 0.95 },
    { name: 'relu', reach: 0.67 },
    { name: 'sigmoid-bn', reach: 0.65 },
    { name: 'sigmoid', reach: 0.6 },
    { name: 'wide-relu-bn', reach: 0.45 },
  ].map(({ name, reach }) => ({
    label: `${name}: to JAX, lax.scan over 20 steps`,
    ratio: [name, 'ours', 'scan'],
    reach,
  })),
  {
    label: 'relu with batch norm, steps/s: to PyTorch',
    ratio: ['relu-bn', 'ours', 'torch'],
    reach: 2,
    aim: 2.5,
  },
  { label: 'relu without batch norm: to PyTorch', ratio: ['relu', 'ours', 'torch'], reach: 1.6, aim: 1.9 },
  {
    label: 'sigmoid with batch norm: to PyTorch',
    ratio: ['sigmoid-bn', 'ours', 'torch'],
    reach: 1.8,
    aim: 2,
  },
  { label: 'sigmoid without batch norm: to PyTorch', ratio: ['sigmoid', 'ours', 'torch'] },
  {
    label: 'relu with batch norm: to stock TensorFlow.js',
    ratio: ['relu-bn', 'ours', 'tfjs'],
    reach: 30,
    aim: 45,
  },
  { label: 'relu without batch norm: to stock TensorFlow.js', ratio: ['relu', 'ours', 'tfjs'] },
  {
    label: 'time of a step with batch norm over one without',
    slowdown: ['relu-bn', 'relu'],
    reach: 1.08,
    aim: 1,
  },
  {
    label: '5,000 validations, relu with batch norm: to PyTorch',
    validation: 'relu-bn',
    reach: 1.3,
    aim: 1.8,
  },
  { label: '5,000 validations, relu without batch norm: to PyTorch', validation: 'relu' },
  {
    label: '784-512-512-512-10, batch 128: to PyTorch',
    ratio: ['wide-relu-bn', 'ours', 'torch'],
    reach: 0.7,
    aim: 0.9,
  },
];
