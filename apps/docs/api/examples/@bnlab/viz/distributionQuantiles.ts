import { distributionQuantiles } from '@bnlab/viz';

console.log(distributionQuantiles([0, 1, 2, 3, 4])); // [ 0.2, 1, 2, 3, 3.8 ]
