import { lessonPresets, type Preset } from '@bnlab/experiments';

/** A cell of the lesson, with what the lesson published of it; accuracies in [0, 1]. */
export interface PlaygroundPreset extends Pick<
  Preset,
  | 'name'
  | 'title'
  | 'learningRate'
  | 'standardDeviation'
  | 'trainingBatches'
  | 'batchesPerSample'
  | 'batchSize'
> {
  activation: Preset['activation'];
  hidden: readonly number[];
  /** Without batch norm first. */
  lesson: readonly ({ validation: number; test: number } | null)[];
}

declare const data: readonly PlaygroundPreset[];
export { data };

export default {
  load(): PlaygroundPreset[] {
    return lessonPresets.map(({ name, title, activation, layerSizes, lesson, ...settings }) => ({
      name,
      title,
      activation,
      hidden: layerSizes.slice(1, -1),
      learningRate: settings.learningRate,
      standardDeviation: settings.standardDeviation,
      trainingBatches: settings.trainingBatches,
      batchesPerSample: settings.batchesPerSample,
      batchSize: settings.batchSize,
      lesson: [lesson?.withoutBatchNorm, lesson?.withBatchNorm].map((published) =>
        published ? { validation: published.validation, test: published.test } : null,
      ),
    }));
  },
};
