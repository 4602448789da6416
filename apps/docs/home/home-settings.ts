import { FIRST_IMAGES } from '../labs/playground/digit-source';
import { defaultSettings, type PlaygroundSettings } from '../labs/playground/settings';
import type { HomeActivation } from './spread-scale';

/** The spread of the starting weights that the home page comes to rest at. */
export const OPENING_SPREAD = 0.05;

const layers = Array.from({ length: 6 });

/** The pair of the home page: six layers, deep enough for a signal to fade in. */
export function homeSettings(activation: HomeActivation, standardDeviation: number): PlaygroundSettings {
  return {
    ...defaultSettings,
    hidden: layers.map(() => 100),
    normalized: layers.map(() => true),
    ...{ activation, standardDeviation },
    learningRate: 0.1,
    trainingBatches: 500,
    trainingImages: FIRST_IMAGES,
  };
}
