import { defaultSettings, type PlaygroundSettings } from '../labs/playground/settings';

/** The pair that a chapter trains if the reader has none: a rate at which both learn, and digits that are soon there. */
export const lessonPair: PlaygroundSettings = {
  ...defaultSettings,
  learningRate: 0.1,
  trainingBatches: 500,
  trainingImages: 5000,
};
