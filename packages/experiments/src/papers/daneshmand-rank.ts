import { labNetwork } from './lab-network';
import type { Lab, PaperClaim } from './paper-claim';
import { daneshmand } from './papers-cited';

const DEPTH = 30;
const WIDTH = 100;
const IMAGES = 100;

export const daneshmandRank: PaperClaim = {
  name: 'rank',
  paper: daneshmand,
  statement:
    'At the start, the values of a deep layer keep many directions with batch norm, and collapse to one without.',
  published:
    'Without batch norm the rank collapses quickly with depth; with it, it stays of the order of the root of the width',
  source: 'abstract; the order from a review for NeurIPS',
  measured:
    `The number of directions of the last of ${DEPTH} layers of ${WIDTH} units over ${IMAGES} images (square of the summed ` +
    'squared singular values over the sum of their squares): with batch norm over without.',
  unit: 'ratio',
  expected: { above: 1 },
  difference: 'ReLUs, and a smooth count of directions instead of a rank.',
  stated: '2026-11-27',
  coreSeconds: 0.2,
  async measure(lab) {
    return (await directions(lab, true)) / (await directions(lab, false));
  },
};

async function directions(lab: Lab, batchNorm: boolean): Promise<number> {
  const hidden = Array.from({ length: DEPTH }, () => WIDTH);
  const net = await labNetwork(lab, { batchNorm, hidden, outputs: WIDTH });
  try {
    const values = await net.predict(lab.data.test.slice(0, IMAGES), { statistics: 'batch' });
    return effectiveRank(values, IMAGES);
  } finally {
    net.dispose();
  }
}

/** (sum of s^2)^2 / sum of s^4 over the singular values s, from the products of the rows. */
export function effectiveRank(values: Float32Array, rows: number): number {
  const columns = values.length / rows;
  let [trace, squares] = [0, 0];
  for (let one = 0; one < rows; one++) {
    for (let other = 0; other <= one; other++) {
      let product = 0;
      for (let column = 0; column < columns; column++) {
        product += values[one * columns + column]! * values[other * columns + column]!;
      }
      if (one === other) trace += product;
      squares += (one === other ? 1 : 2) * product ** 2;
    }
  }
  return trace ** 2 / squares;
}
