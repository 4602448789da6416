import { count } from '@bnlab/experiments';

console.log(count(50000)); // 50,000
