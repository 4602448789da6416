import type { Lens } from '../../live/stage-layout';
import { FIRST_IMAGES } from './digit-source';
import { defaultSettings, usualWidths, type PlaygroundSettings } from './settings';

/** A setting that has something to show, with the question to ask of it. */
export interface Experiment {
  name: string;
  question: string;
  settings: Omit<PlaygroundSettings, 'seed'>;
  lens?: Lens;
}

/** The settings of every experiment: 2,000 batches of the first images, so that training begins soon. */
function settings(changes: Partial<PlaygroundSettings>, layers = 3): Experiment['settings'] {
  const all = {
    ...defaultSettings,
    hidden: Array.from({ length: layers }, () => 100),
    normalized: Array.from({ length: layers }, () => true),
    trainingImages: FIRST_IMAGES,
    ...changes,
  };
  const { seed: _, ...rest } = all;
  return rest;
}

export const experiments: readonly Experiment[] = [
  {
    name: 'Both learn, one sooner',
    question: 'Three layers, small weights, a cautious rate. How long does the orange curve stay flat?',
    settings: settings({}),
  },
  {
    name: 'The signal fades',
    question:
      'Six layers, and each passes on less than it gets. Orange stands still for hundreds of batches. What has to happen before it moves?',
    settings: settings({ learningRate: 0.1 }, 6),
  },
  {
    name: 'A step too long',
    question: 'Rate 2. Look at the units after the very first batches.',
    settings: settings({ learningRate: 2 }),
    lens: 'units',
  },
  {
    name: 'Weights far too large',
    question: 'Sigmoid, spread 5: nearly every value lands where the curve is flat.',
    settings: settings({ activation: 'sigmoid', learningRate: 0.5, standardDeviation: 5 }),
  },
  {
    name: 'A good start needs no help',
    question: 'Six layers again, but with the spread that suits them. Does the plain network learn, too?',
    settings: settings({ learningRate: 0.05, standardDeviation: 0.13 }, 6),
  },
  {
    name: 'Batches of two',
    question: 'The mean and the standard deviation of two images say little about all the others.',
    settings: settings({ batchSize: 2 }),
  },
  {
    name: 'Only the last layer',
    question: 'One normalized layer of three. Is it enough?',
    settings: settings({ normalized: [false, false, true] }),
  },
  {
    name: 'Convolutions',
    question:
      'Three convolutional layers. One mean per channel, over all images and all places of its map: does it help here, too?',
    settings: settings({
      ...{ network: 'convolutional', hidden: usualWidths.convolutional },
      ...{ learningRate: 0.1, trainingBatches: 400 },
    }),
  },
];

/** The experiment whose settings these are, whatever the seed. */
export function findExperiment(wanted: PlaygroundSettings): Experiment | undefined {
  const { seed: _, ...rest } = wanted;
  const key = (value: object) => JSON.stringify(Object.entries(value).sort());
  return experiments.find((experiment) => key(experiment.settings) === key(rest));
}
