import { beforeAll, describe, expect, test } from '@jest/globals';
import { NeuralNet } from '@bnlab/layers';
import { BatchStream, loadMnist, type Dataset } from '@bnlab/mnist';
import { judgeWeather } from '../../live/judge-weather';
import { inWeather, type Weather } from '../../live/weather';

describe('a weather', () => {
  const pixels = Uint8Array.of(0, 10, 100, 255);

  test.each([
    ['clear', [0, 10, 100, 255]],
    ['contrast', [0, 3, 30, 77]],
    ['fog', [128, 133, 178, 255]],
    ['inverted', [255, 245, 155, 0]],
  ] as const)('%s changes each pixel, and leaves the image that it is given', (weather, expected) => {
    expect(Array.from(inWeather(pixels, weather))).toEqual(expected);
    expect(Array.from(pixels)).toEqual([0, 10, 100, 255]);
  });
});

test('noise is the same each time, reaches both ways, and stays within a byte', () => {
  const noisy = inWeather(new Uint8Array(10_000).fill(128), 'noise');
  expect(inWeather(new Uint8Array(10_000).fill(128), 'noise')).toEqual(noisy);
  const mean = noisy.reduce((sum, pixel) => sum + pixel, 0) / noisy.length;
  expect(Math.abs(mean - 127.5)).toBeLessThan(3);
  expect([Math.min(...noisy), Math.max(...noisy)]).toEqual([0, 255]);
  expect(Math.min(...inWeather(new Uint8Array(1000).fill(255), 'noise'))).toBeLessThan(140);
});

describe('a network with batch norm under a weather', () => {
  let net: NeuralNet;
  let images: Dataset;

  beforeAll(async () => {
    const { train, validation } = await loadMnist();
    images = validation.slice(0, 200);
    net = await NeuralNet.create({ layerSizes: [784, 50, 10], seed: 1, batchNorm: true, engine: 'compiled' });
    const stream = new BatchStream(train.slice(0, 2000), { seed: 1 });
    const training = net.train(stream, { learningRate: 0.1, trainingBatches: 300 });
    while (!(await training.next()).done);
  });

  const judge = (weather: Weather) =>
    judgeWeather(net, { pixels: images.inputs.slice(0, 784), images, weather });

  test('reads by the statistics of the images what a factor and a constant have changed', async () => {
    const clear = await judge('clear');
    expect(clear.batch.accuracy).toBeGreaterThan(0.8);
    for (const weather of ['contrast', 'fog'] as const) {
      const { batch, population } = await judge(weather);
      expect(Math.abs(batch.accuracy - clear.batch.accuracy)).toBeLessThan(0.02);
      expect(population.accuracy).toBeLessThan(batch.accuracy);
      batch.drawing.forEach((share, digit) => expect(share).toBeCloseTo(clear.batch.drawing[digit]!, 1));
    }
  });

  test('is lost in inverted images with either', async () => {
    const { batch, population } = await judge('inverted');
    expect(batch.accuracy).toBeLessThan(0.3);
    expect(population.accuracy).toBeLessThan(0.3);
  });
});
