import { createVariables } from '@bnlab/layers';

const [rows, columns] = [2, 1];
const { weights, bias } = createVariables({
  weights: { rows, columns, values: Float32Array.of(3, 4) },
  bias: Float32Array.of(0),
});
console.log(weights.arraySync()); // [ [ 3 ], [ 4 ] ]
console.log(bias!.arraySync()); // [ 0 ]
