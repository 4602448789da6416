import { layers, perChannel } from '../arbitraries';
import { expectClose } from '../expect-close';
import { columnsOf, mean, variance } from '../plain-matrix';
import { law } from '../law';

/** What normalizing means. */
export const normalizationLaws = [
  law({
    name: 'zero mean',
    statement: 'Without scale and shift, the outputs of each channel have mean 0 over the batch.',
    why: 'A remaining mean shifts all activations after the layer, which the layer exists to prevent.',
    inputs: layers({ minExamples: 2 }),
    async check({ training }, { x, epsilon }) {
      const { y } = await training(x, perChannel(x, 1), perChannel(x, 0), epsilon);
      expectClose('mean of y', columnsOf(y).map(mean), perChannel(x, 0));
    },
  }),
  law({
    name: 'variance v / (v + epsilon)',
    statement:
      'Without scale and shift, inputs of biased variance v become outputs of variance v / (v + epsilon).',
    why: 'It shows that epsilon belongs under the root, and that the variance is divided by m, not by m - 1.',
    inputs: layers({ minExamples: 2 }),
    async check({ training }, { x, epsilon }) {
      const { y } = await training(x, perChannel(x, 1), perChannel(x, 0), epsilon);
      const expected = columnsOf(x).map((column) => variance(column) / (variance(column) + epsilon));
      expectClose('variance of y', columnsOf(y).map(variance), expected);
    },
  }),
  law({
    name: 'scale and shift',
    statement: 'The outputs have mean beta and standard deviation |gamma| sqrt(v / (v + epsilon)).',
    why: 'With gamma and beta the network can undo the normalization where that helps.',
    inputs: layers({ minExamples: 2 }),
    async check({ training }, { x, gamma, beta, epsilon }) {
      const { y } = await training(x, gamma, beta, epsilon);
      const deviations = columnsOf(x).map((column, c) => {
        const v = variance(column);
        return Math.abs(gamma[c]!) * Math.sqrt(v / (v + epsilon));
      });
      expectClose('mean of y', columnsOf(y).map(mean), beta);
      expectClose(
        'standard deviation of y',
        columnsOf(y).map((column) => Math.sqrt(variance(column))),
        deviations,
        1e-3,
      );
    },
  }),
  law({
    name: 'differences',
    statement:
      'Two outputs of a channel differ by gamma / sqrt(v + epsilon) times what their inputs differ by.',
    why: 'Within a batch the layer is affine: it keeps order and proportions, not only mean and variance.',
    inputs: layers({ minExamples: 2 }),
    async check({ training }, { x, gamma, beta, epsilon }) {
      const { y } = await training(x, gamma, beta, epsilon);
      const slopes = columnsOf(x).map((column, c) => gamma[c]! / Math.sqrt(variance(column) + epsilon));
      const differences = y.map((row) => row.map((value, c) => value - y[0]![c]!));
      const expected = x.map((row) => row.map((value, c) => (value - x[0]![c]!) * slopes[c]!));
      expectClose('y[i] - y[0]', differences, expected);
    },
  }),
  law({
    name: 'reported statistics',
    statement: "The mean and variance that training reports are the batch's mean and biased variance.",
    why: 'The population statistics are made from them, so that an error here shows at inference.',
    inputs: layers({ minExamples: 2 }),
    async check({ training }, { x, gamma, beta, epsilon }) {
      const reported = await training(x, gamma, beta, epsilon);
      expectClose('mean', reported.mean, columnsOf(x).map(mean));
      expectClose('variance', reported.variance, columnsOf(x).map(variance));
    },
  }),
];
