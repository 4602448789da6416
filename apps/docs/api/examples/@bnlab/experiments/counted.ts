import { counted } from '@bnlab/experiments';

console.log(counted(1, 'run'), counted(2, 'run')); // 1 run 2 runs
