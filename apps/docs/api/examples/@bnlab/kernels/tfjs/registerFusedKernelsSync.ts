import { registerFusedKernelsSync } from '@bnlab/kernels/tfjs';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
const { kernels } = registerFusedKernelsSync();
console.log(Array.isArray(kernels)); // true
