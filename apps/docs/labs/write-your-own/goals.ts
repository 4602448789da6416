/** A step of the ladder: some laws that say one thing together. */
export interface Goal {
  title: string;
  /** What to do, in a sentence. */
  task: string;
  laws: readonly string[];
}

/** What `training` and `inference` have to reach, in the order in which it is easiest. */
export const goals: readonly Goal[] = [
  {
    title: 'Normalize a batch',
    task: 'Give every channel mean 0 and variance 1 over the examples.',
    laws: [
      'zero mean',
      'variance v / (v + epsilon)',
      'reported statistics',
      'order of the batch',
      'channels apart',
    ],
  },
  {
    title: 'Scale and shift',
    task: 'Multiply by gamma and add beta, one of each per channel.',
    laws: ['scale and shift', 'differences'],
  },
  {
    title: 'Forget where x was',
    task: 'Adding a constant to x, or multiplying it, must change nothing.',
    laws: ['constants cancel', 'scale cancels', 'large offsets', 'tiny variances', 'uneven batches'],
  },
  {
    title: 'Survive the odd batch',
    task: 'One example, or a channel whose values are all equal: no division by zero.',
    laws: ['a batch of one', 'constant channels'],
  },
  {
    title: 'Predict',
    task: 'At inference use the mean and the variance that are given, and the same formula.',
    laws: [
      'examples one by one',
      'inference is affine',
      'inference at landmarks',
      'training and inference agree',
      'inference far from 0',
    ],
  },
];

/** What opens when a program defines more than the two functions. */
export const furtherGoals: readonly Goal[] = [
  {
    title: 'Send gradients back',
    task: 'Define gradient(x, gamma, beta, epsilon, dy).',
    laws: ['gradient', 'weight scale', 'a bias gets no gradient'],
  },
  {
    title: 'Keep averages',
    task: 'Define movingAverage(average, value, momentum).',
    laws: ['moving average'],
  },
  { title: 'Join batches', task: 'Define mergeMoments(a, b).', laws: ['merged moments'] },
  {
    title: 'Disappear',
    task: 'Define fold(kernel, bias, mean, variance, gamma, beta, epsilon).',
    laws: ['folding'],
  },
  {
    title: 'Normalize any axis',
    task: 'Define trainingOnAxis(x, axis, gamma, beta, epsilon).',
    laws: ['moved axis', 'feature maps'],
  },
  {
    title: 'Say more of yourself',
    task: 'Export optionalGammaAndBeta or exactCentering as true.',
    laws: ['absent gamma and beta', 'offsets beyond a float32 mean'],
  },
];

/** How far a goal is reached, given what became of each law so far. */
export type GoalState = 'waiting' | 'locked' | 'missed' | 'reached';

export function goalState({ laws }: Goal, outcomes: ReadonlyMap<string, string>): GoalState {
  const known = laws.map((name) => outcomes.get(name));
  if (known.includes('broken')) return 'missed';
  if (known.includes(undefined)) return 'waiting';
  return known.includes('kept') ? 'reached' : 'locked';
}
