import { normalWeights } from '@bnlab/layers';

const [first, second] = normalWeights([3, 2, 1], { seed: 1, standardDeviation: 0.05 });
console.log(first!.rows, first!.columns, first!.values.length); // 3 2 6
console.log(second!.rows, second!.columns); // 2 1
