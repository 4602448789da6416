import fc from 'fast-check';
import { many, parameter, tensorsWithAxis, value, epsilon } from '../arbitraries';
import { expectClose } from '../expect-close';
import { batchOfTensor, tensorOfBatch } from '../plain-tensor';
import { law } from '../law';

/** Feature maps, [batch, height, width, channels]. */
const maps = fc
  .tuple(
    ...([3, 3, 3, 3].map((most) => fc.integer({ min: 1, max: most })) as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ]),
  )
  .chain((shape) =>
    fc.record({
      x: many(
        value,
        shape.reduce((product, size) => product * size, 1),
      ).map((values) => ({ shape, values })),
      gamma: many(parameter, shape[3]),
      beta: many(parameter, shape[3]),
      epsilon,
    }),
  );

/** Tensors of more than two axes. */
export const axisLaws = [
  law({
    name: 'moved axis',
    statement:
      'With its channels along any axis, a tensor gives what its transpose with channels last gives.',
    why: 'Many converted models have channels first. Values scaled with the parameters of another channel still look plausible.',
    needs: ['trainingOnAxis'],
    inputs: tensorsWithAxis(),
    async check({ training, trainingOnAxis }, { x, axis, gamma, beta, epsilon }) {
      const moved = await trainingOnAxis(x, axis, gamma, beta, epsilon);
      const last = await training(batchOfTensor(x, axis), gamma, beta, epsilon);
      expectClose('shape', moved.y.shape, x.shape);
      expectClose('y', moved.y.values, tensorOfBatch(last.y, x.shape, axis).values);
      expectClose('mean', moved.mean, last.mean);
      expectClose('variance', moved.variance, last.variance);
    },
  }),
  law({
    name: 'feature maps',
    statement: 'Over images, the statistics are those of all pixels of all examples: of the map flattened.',
    why: 'A convolution must be normalized the same way everywhere in the image (Ioffe and Szegedy 2015, section 3.2).',
    needs: ['trainingOnAxis'],
    inputs: maps,
    async check({ trainingOnAxis }, { x, gamma, beta, epsilon }) {
      const [batch, height, width, channels] = x.shape;
      const map = await trainingOnAxis(x, -1, gamma, beta, epsilon);
      const flat = { shape: [batch * height * width, channels], values: x.values };
      const flattened = await trainingOnAxis(flat, -1, gamma, beta, epsilon);
      expectClose('mean', map.mean, flattened.mean);
      expectClose('variance', map.variance, flattened.variance);
      expectClose('y', map.y.values, flattened.y.values);
    },
  }),
];
