import { findPreset } from '@bnlab/experiments';

console.log(findPreset('relu-lr1').learningRate); // 1
