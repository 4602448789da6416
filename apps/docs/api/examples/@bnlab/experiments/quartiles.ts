import { quartiles } from '@bnlab/experiments';

console.log(quartiles([1, 2, 3, 4, 5])); // { lower: 2, median: 3, upper: 4 }
