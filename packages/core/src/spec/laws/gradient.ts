import { referenceTraining } from '../../reference';
import { layersWithGradient, perChannel } from '../arbitraries';
import { expectClose } from '../expect-close';
import type { Batch, Channels } from '../implementation';
import { law } from '../law';

const STEP = 1e-4;

/** (L(p + h) - L(p - h)) / 2h for one parameter p at a time, L = sum(dy * y) by the float64 reference. */
function differences(
  parameters: readonly number[],
  lossWith: (parameters: readonly number[]) => number,
): number[] {
  return parameters.map((parameter, i) => {
    const [above, below] = [STEP, -STEP].map((step) => lossWith(parameters.with(i, parameter + step)));
    return (above! - below!) / (2 * STEP);
  });
}

function loss(x: Batch, gamma: Channels, beta: Channels, epsilon: number, dy: Batch): number {
  const { y } = referenceTraining(x, gamma, beta, epsilon);
  return y.reduce((sum, row, i) => sum + row.reduce((part, value, c) => part + value * dy[i]![c]!, 0), 0);
}

function rows(values: readonly number[], width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
}

/** How training learns through the layer. */
export const gradientLaws = [
  law({
    name: 'gradient',
    statement:
      'The gradients to x, gamma and beta equal finite differences of the layer computed in float64.',
    why: 'Mean and variance depend on x. With a gradient that treats them as constants the network trains, but worse.',
    needs: ['gradient'],
    inputs: layersWithGradient(),
    async check({ gradient }, { x, gamma, beta, epsilon, dy }) {
      const width = gamma.length;
      const { dx, dgamma, dbeta } = await gradient(x, gamma, beta, epsilon, dy);
      const toX = differences(x.flat(), (values) => loss(rows(values, width), gamma, beta, epsilon, dy));
      expectClose('dx', dx, rows(toX, width), 1e-3);
      const toGamma = differences(gamma, (values) => loss(x, values, beta, epsilon, dy));
      expectClose('dgamma', dgamma ?? [], toGamma, 1e-3);
      const toBeta = differences(beta, (values) => loss(x, gamma, values, epsilon, dy));
      expectClose('dbeta', dbeta ?? [], toBeta, 1e-3);
    },
  }),
  law({
    name: 'absent gamma and beta',
    statement:
      'Without gamma the layer and its gradient are those with ones, and without beta those with zeros.',
    why: 'They are left out where the next layer scales or shifts anyway; the rest must still work.',
    needs: ['gradient', 'optionalGammaAndBeta'],
    inputs: layersWithGradient(),
    async check({ training, gradient }, { x, gamma, beta, epsilon, dy }) {
      const [ones, zeros] = [perChannel(x, 1), perChannel(x, 0)];
      for (const [gammaGiven, betaGiven] of [
        [undefined, beta],
        [gamma, undefined],
        [undefined, undefined],
      ] as const) {
        const without = await training(x, gammaGiven, betaGiven, epsilon);
        const filled = await training(x, gammaGiven ?? ones, betaGiven ?? zeros, epsilon);
        expectClose('y', without.y, filled.y);
        const gradientWithout = await gradient(x, gammaGiven, betaGiven, epsilon, dy);
        const gradientFilled = await gradient(x, gammaGiven ?? ones, betaGiven ?? zeros, epsilon, dy);
        expectClose('dx', gradientWithout.dx, gradientFilled.dx, 1e-3);
        if (gammaGiven)
          expectClose('dgamma', gradientWithout.dgamma ?? [], gradientFilled.dgamma ?? [], 1e-3);
        if (betaGiven) expectClose('dbeta', gradientWithout.dbeta ?? [], gradientFilled.dbeta ?? [], 1e-3);
      }
    },
  }),
];
