import { readLessonRecords } from './lesson-records';

/** Validation accuracy over training, as recorded: the lesson's 2,000 batches with ReLU at learning rate 0.01, seed 1. */
export interface RecordedPair {
  readonly steps: readonly number[];
  readonly without: readonly number[];
  readonly with: readonly number[];
}

declare const data: RecordedPair;
export { data };

export default {
  load(): RecordedPair {
    const [record] = readLessonRecords().get('relu-lr0.01-2000')!;
    const [without, normalized] = [false, true].map((batchNorm) =>
      record!.networks.find((network) => network.batchNorm === batchNorm)!,
    );
    const accuracies = (network = without!) =>
      network.validationAccuracy.map((value) => Number(value.toFixed(4)));
    return { steps: without!.steps, without: accuracies(), with: accuracies(normalized) };
  },
};
