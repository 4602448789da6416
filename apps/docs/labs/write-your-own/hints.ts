/** What to look at in a program that breaks a law, by the law's name. */
export const hints: Readonly<Record<string, string>> = {
  'zero mean': 'Subtract the mean of the channel, taken over all examples, from each of its values.',
  'variance v / (v + epsilon)':
    'Divide by the square root of variance plus epsilon: epsilon under the root, the variance with 1/m, and the root not left out.',
  'scale and shift':
    'Multiply the normalized value by gamma, then add beta. In this order, and not the other way round.',
  differences:
    'Only a subtraction, a division and gamma may act on a value: no absolute value, no clipping, no rounding.',
  'reported statistics':
    'Return the mean and the variance that you normalized with; the variance with 1/m, not 1/(m - 1).',
  'order of the batch':
    'Every example counts the same in the sums. Does one of them get left out, or have a part of its own?',
  'channels apart': 'x[i][c] belongs to channel c: take the sums over i for each c, never over c.',
  'a batch of one':
    'With one example the mean is its value and the variance 0. The formula handles it: no special case is needed.',
  'constant channels': 'The variance is 0 there. What keeps the division from being one by zero?',
  'constants cancel': 'Subtract the mean before anything else. The variance must be taken from it too.',
  'scale cancels': 'Divide by the standard deviation whatever its size: no floor, no ceiling, no threshold.',
  'weight scale':
    'The gradient must go through the standard deviation: a larger input has a larger one, and a smaller gradient.',
  'examples one by one': 'At inference use the mean and variance that are given, not those of x.',
  'inference is affine':
    'At inference each value is multiplied by one number and another is added. Nothing else.',
  'inference at landmarks':
    'Subtract the given mean, and divide by the root of the given variance plus epsilon.',
  'training and inference agree': 'Both halves must use the same formula, epsilon included.',
  folding: 'The new bias must carry the mean: beta + (bias - mean) gamma / sqrt(variance + epsilon).',
  'moving average':
    'momentum is the share of the old value that is kept: momentum * average + (1 - momentum) * value.',
  'merged moments': 'The variance of a union is larger than the average of the two when their means differ.',
  gradient:
    'dx = gamma / sqrt(variance + epsilon) * (dy - mean(dy) - xHat * mean(dy * xHat)), for each channel.',
  'a bias gets no gradient': 'The mean moves with every value: the average of dy must be taken out.',
  'absent gamma and beta': 'Without gamma multiply by 1; without beta add 0.',
  'moved axis':
    'The channel of a value follows from its place along the axis: everything of a channel must be read with the same index.',
  'feature maps': 'All pixels of all images make one mean and one variance for each channel.',
  'large offsets':
    'Subtract the mean first and square then. E[x²] - E[x]² loses every digit of a large offset.',
  'offsets beyond a float32 mean': 'Keep the differences from the mean, not the mean, until the end.',
  'uneven batches':
    'Take the mean of what is left after a first mean is taken away, and add it: one far value must not spoil the others.',
  'inference far from 0':
    'Subtract the mean from the value before you multiply: x * scale + shift loses the digits of a large mean.',
  'tiny variances': 'Add epsilon and nothing else to the variance: no floor, no rounding up.',
};
