import type { NeuralNet } from '@bnlab/layers';
import type { Dataset } from '@bnlab/mnist';
import { bestGuess, softmax } from '../labs/playground/softmax';
import type { Judgement, Reading } from './messages';
import { inWeather, type Weather } from './weather';

/** Images that a drawing is read together with: enough for a mean and a variance. */
export const WEATHER_IMAGES = 500;

/** Has a network read a drawing and other images, all under one weather, in both ways to normalize. */
export async function judgeWeather(
  net: NeuralNet,
  { pixels, images, weather }: { pixels: Uint8Array; images: Dataset; weather: Weather },
): Promise<Judgement> {
  const together = new Uint8Array((images.count + 1) * pixels.length);
  together.set(inWeather(pixels, weather));
  together.set(inWeather(images.inputs, weather), pixels.length);
  const read = async (statistics: 'population' | 'batch'): Promise<Reading> => {
    const probabilities = softmax(await net.predict(together, { statistics }));
    const answer = (image: number) => bestGuess(probabilities.subarray(10 * image, 10 * image + 10)).digit;
    let right = 0;
    images.labels.forEach((label, image) => (right += Number(answer(image + 1) === label)));
    return { drawing: probabilities.slice(0, 10), accuracy: right / images.count };
  };
  return { weather, population: await read('population'), batch: await read('batch') };
}
