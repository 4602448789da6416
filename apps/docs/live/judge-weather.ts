import type { Dataset } from '@bnlab/mnist';
import type { Judgement, Reading } from './messages';
import type { LiveNetwork, ReadingStatistics } from './networks/live-network';
import { readTogether } from './read-together';
import { inWeather, type Weather } from './weather';

/** Images that a drawing is read together with: enough for a mean and a variance. */
export const WEATHER_IMAGES = 500;

/** Has a network read a drawing and other images, all under one weather, in both ways to normalize. */
export async function judgeWeather(
  net: Pick<LiveNetwork, 'predict'>,
  { pixels, images, weather }: { pixels: Uint8Array; images: Dataset; weather: Weather },
): Promise<Judgement> {
  const seen = {
    pixels: inWeather(pixels, weather),
    images: { inputs: inWeather(images.inputs, weather), labels: images.labels },
  };
  const read = async (statistics: ReadingStatistics): Promise<Reading> => {
    const { drawing, accuracy } = await readTogether(net, { ...seen, statistics });
    return { drawing, accuracy };
  };
  return { weather, population: await read('population'), batch: await read('batch') };
}
