import { findPreset, onData } from '@bnlab/experiments';

const preset = onData(findPreset('relu-lr1'), { name: 'small', rows: 8, columns: 8, classes: 3 });
console.log(preset.layerSizes.join(' ')); // 64 100 100 100 3
