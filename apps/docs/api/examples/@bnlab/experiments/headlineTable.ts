import { headlineTable } from '@bnlab/experiments';

console.log(headlineTable([]).columns.length); // 5
