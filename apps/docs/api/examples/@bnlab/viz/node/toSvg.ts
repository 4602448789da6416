import { gammaBeta } from '@bnlab/viz';
import { toSvg } from '@bnlab/viz/node';

const chart = gammaBeta([{ step: 0, layer: 1, gamma: [1, 1], beta: [0, 0] }]);
console.log(toSvg(chart).startsWith('<svg')); // true
