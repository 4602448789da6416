import { sentenceCase } from '@bnlab/experiments';

console.log(sentenceCase('cannot tell')); // Cannot tell
