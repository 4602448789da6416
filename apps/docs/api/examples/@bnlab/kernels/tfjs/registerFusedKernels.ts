import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
const { kernels } = await registerFusedKernels();
console.log(kernels.includes('Conv2DBackpropFilter')); // true
