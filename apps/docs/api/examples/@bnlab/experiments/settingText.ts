import { findPreset, settingText } from '@bnlab/experiments';

console.log(settingText(findPreset('relu-lr1'), 'activation')); // ReLU
