import { fileSystem } from '@bnlab/layers';
import * as tf from '@tensorflow/tfjs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';

const directory = await mkdtemp(`${tmpdir()}/model-`);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
await model.save(fileSystem(directory));
const loaded = await tf.loadLayersModel(fileSystem(directory));
console.log(loaded.layers.length); // 1
