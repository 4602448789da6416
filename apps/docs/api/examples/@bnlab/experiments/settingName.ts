import { settingName } from '@bnlab/experiments';

console.log(settingName('learningRate')); // learning rate
