import { parseSetting } from '@bnlab/experiments';

console.log(parseSetting('learningRate=0.01,0.1')); // [ 'learningRate', [ 0.01, 0.1 ] ]
