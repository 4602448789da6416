import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';
import { train } from './train.mjs';

await tf.setBackend('wasm');
const { kernels } = await registerFusedKernels();
console.log(JSON.stringify({ ...(await train((name) => `file://saved with 100% größe/${name}`)), kernels }));
