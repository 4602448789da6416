import { gammaBeta } from '@bnlab/viz';
import { toPng } from '@bnlab/viz/png';

const chart = gammaBeta([{ step: 0, layer: 1, gamma: [1, 1], beta: [0, 0] }]);
const bytes = await toPng(chart);
console.log(String.fromCharCode(...bytes.slice(1, 4))); // PNG
