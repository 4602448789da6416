import { referenceInference, referenceTraining } from '@bnlab/core';
import { checkBatchNorm } from '@bnlab/core/spec';

// A batch norm that reports a wrong mean.
const verdicts = await checkBatchNorm(
  {
    training(x, gamma, beta, epsilon) {
      const { y, mean, variance } = referenceTraining(x, gamma, beta, epsilon);
      return { y, mean: mean.map((value) => value + 1), variance };
    },
    inference: referenceInference,
  },
  { numRuns: 10, seed: 1 },
);
console.log(verdicts.some(({ outcome }) => outcome === 'broken')); // true
