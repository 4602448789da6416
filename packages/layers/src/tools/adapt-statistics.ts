import type * as tfl from '@tensorflow/tfjs-layers';
import { checkNumber, checkOptions } from '@bnlab/arguments';
import type { ModelData } from './batches';
import { type PassOptions, passOptionNames } from './passes';
import { setPopulations, writeStatistics } from './set-populations';

/** Options of {@link adaptStatistics}. */
export interface AdaptOptions extends PassOptions {
  /**
   * How many examples the statistics that the layers have are worth, at least 0: 0 drops them, which is what
   * `recalibrate` does. Default 16.
   */
  prior?: number;
}

/** The result of {@link adaptStatistics}. */
export interface AdaptedStatistics {
  /** Gives the layers back the statistics that they had before. */
  restore: () => void;
}

/**
 * Adapts a trained model to data that is unlike what it was trained on, without labels and without training: photographs in
 * fog, another microscope, another microphone. Each batch norm layer gets, with N = `prior` and n examples of the data,
 *
 *     mean     = N / (N + n) * mean_trained     + n / (N + n) * mean_data
 *     variance = N / (N + n) * variance_trained + n / (N + n) * variance_data
 *
 * Few examples then correct the statistics a little, and many replace them.
 *
 * Source: Schneider, Rusak, Eck, Bringmann, Brendel and Bethge, "Improving robustness against common corruptions by
 * covariate shift adaptation", 2020, equation 2.
 *
 * @param model Changed in place.
 * @param data Inputs of the model, in any form that {@link recalibrate} takes.
 * @returns How to restore the statistics; nothing has to be disposed of.
 * @throws ArgumentError as {@link recalibrate} does. The model is then as it was.
 */
export async function adaptStatistics(
  model: tfl.LayersModel,
  data: ModelData,
  options: AdaptOptions = {},
): Promise<AdaptedStatistics> {
  checkOptions('adaptStatistics', options, [...passOptionNames, 'prior']);
  const { prior = 16, ...passes } = options;
  checkNumber('adaptStatistics', 'prior', prior, { min: 0 });
  const before = await setPopulations('adaptStatistics', model, data, { ...passes, prior });
  return {
    restore: () => {
      for (const [layer, values] of before) writeStatistics(layer, values);
    },
  };
}
