/**
 * The gradients of 2-D convolutions that TensorFlow.js's WebAssembly backend lacks, from @bnlab/kernels, beside the CPU
 * backend's, the only other way to train a convolution in Node without native code. Each kernel alone, then a training
 * step of a small network (four convolutions with batch norm) as a whole. The backends take turns within one process;
 * medians are compared.
 *
 *     node bench/tfjs-kernels/convolution-gradients.mjs [--rounds 5]
 *
 * Prints a table and writes bench/results/convolution-gradients.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerFusedKernels } from '@bnlab/kernels/tfjs';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(options.rounds);

/** Image [batch, height, width, channels], side of the filter, output channels, stride. */
const CONVOLUTIONS = [
  { image: [32, 28, 28, 1], side: 3, filters: 16, stride: 1 },
  { image: [8, 14, 14, 64], side: 3, filters: 64, stride: 1 },
  { image: [4, 56, 56, 32], side: 3, filters: 32, stride: 2 },
  { image: [2, 7, 7, 256], side: 3, filters: 256, stride: 1 },
];

tf.env().set('PROD', true);
await tf.setBackend('wasm');
await tf.ready();
const { reason } = await registerFusedKernels();
if (reason) throw new Error(reason);

/** The kernels of one convolution, as calls, with the multiplications and additions that each makes. */
function kernelsOf({ image, side, filters, stride }) {
  const channels = image[3];
  const filterShape = [side, side, channels, filters];
  const depthwiseShape = [side, side, channels, 1];
  const info = (shape, depthwise) =>
    tf.backend_util.computeConv2DInfo(image, shape, stride, 1, 'same', undefined, depthwise);
  const { outShape } = info(filterShape, false);
  const depthwiseOutShape = info(depthwiseShape, true).outShape;
  const attributes = { strides: stride, pad: 'same' };
  const meetings = outShape[0] * outShape[1] * outShape[2] * side * side * channels;
  return [
    {
      kernel: 'Conv2DBackpropFilter',
      shapes: { x: image, dy: outShape },
      attributes: { ...attributes, dataFormat: 'NHWC', filterShape },
      operations: 2 * meetings * filters,
    },
    {
      kernel: 'DepthwiseConv2dNativeBackpropFilter',
      shapes: { x: image, dy: depthwiseOutShape },
      attributes: { ...attributes, dilations: 1, filterShape: depthwiseShape },
      operations: 2 * meetings,
    },
    {
      kernel: 'DepthwiseConv2dNativeBackpropInput',
      shapes: { dy: depthwiseOutShape, filter: depthwiseShape },
      attributes: { ...attributes, dilations: 1, inputShape: image },
      operations: 2 * meetings,
    },
  ];
}

/** Milliseconds of `run` on each backend, medians of turns; `prepare` makes what it needs there. */
async function compare(prepare, turns = { wasm: 10, cpu: 1 }) {
  const times = { wasm: [], cpu: [] };
  const prepared = {};
  for (const backend of ['wasm', 'cpu']) {
    await tf.setBackend(backend);
    prepared[backend] = await prepare();
    if (backend === 'wasm') await prepared.wasm();
  }
  for (let round = 0; round < rounds; round++) {
    for (const backend of ['wasm', 'cpu']) {
      await tf.setBackend(backend);
      for (let turn = 0; turn < turns[backend]; turn++) {
        const start = performance.now();
        await prepared[backend]();
        times[backend].push(performance.now() - start);
      }
    }
  }
  return { wasm: median(times.wasm), cpu: median(times.cpu) };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

const rows = [];
for (const convolution of CONVOLUTIONS) {
  for (const { kernel, shapes, attributes, operations } of kernelsOf(convolution)) {
    const times = await compare(() => {
      const inputs = Object.fromEntries(
        Object.entries(shapes).map(([name, shape], i) => [
          name,
          tf.randomNormal(shape, 0, 1, 'float32', i + 1),
        ]),
      );
      return () => tf.dispose(tf.engine().runKernel(kernel, inputs, attributes));
    });
    const { image, filters, stride } = convolution;
    const what = `[${image}] ${kernel.startsWith('Conv') ? `to ${filters} ` : ''}stride ${stride}`;
    rows.push({ measure: kernel, what, ...times, gigaflops: operations / times.wasm / 1e6 });
  }
}

/** A step of stochastic gradient descent on 64 images of 28 x 28. */
function trainingStep() {
  const model = tf.sequential();
  for (const [i, filters] of [8, 16, 16, 32].entries()) {
    const shape = i === 0 ? { inputShape: [28, 28, 1] } : {};
    const strides = i % 2 ? 2 : 1;
    model.add(
      tf.layers.conv2d({ ...shape, filters, kernelSize: 3, strides, padding: 'same', useBias: false }),
    );
    model.add(tf.layers.batchNormalization());
    model.add(tf.layers.activation({ activation: 'relu' }));
  }
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
  const x = tf.randomNormal([64, 28, 28, 1], 0, 1, 'float32', 1);
  const labels = tf.oneHot(tf.range(0, 64, 1, 'int32').mod(tf.scalar(10, 'int32')), 10);
  return () => model.trainOnBatch(x, labels);
}
const step = await compare(trainingStep, { wasm: 3, cpu: 1 });
rows.push({ measure: 'training step', what: 'four convolutions, stock batch norm, batch 64', ...step });

console.log('| kernel | of | wasm ms | cpu ms | cpu / wasm | wasm GFLOP/s |');
console.log('| --- | --- | ---: | ---: | ---: | ---: |');
for (const { measure, what, wasm, cpu, gigaflops } of rows) {
  const numbers = [wasm.toFixed(2), cpu.toFixed(1), (cpu / wasm).toFixed(1), gigaflops?.toFixed(1) ?? ''];
  console.log(`| ${[measure, what, ...numbers].join(' | ')} |`);
}
const results = new URL('../results/convolution-gradients.json', import.meta.url);
mkdirSync(new URL('.', results), { recursive: true });
const environment = { node: process.version, tfjs: tf.version.tfjs, cpu: cpus()[0].model };
writeFileSync(results, JSON.stringify({ environment, rows }, null, 2) + '\n');
