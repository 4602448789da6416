import { percent } from '@bnlab/experiments';

console.log(percent(0.9525), percent(0.5, 0)); // 95.25 % 50 %
