import type { Statistics } from '@bnlab/layers';
import type { RunSettings } from '../record/run-settings';

/** The published figures of the lesson for one network of an experiment. */
export interface PublishedResult {
  /** Final accuracies, in [0, 1]. */
  readonly validation: number;
  readonly test: number;
  readonly stepsPerSecond?: number;
}

/** A named experiment: one network, trained with and without batch norm. */
export interface Preset extends RunSettings {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** The lesson's own result, where it has one. */
  readonly lesson?: {
    readonly withoutBatchNorm?: PublishedResult;
    readonly withBatchNorm?: PublishedResult;
    /** Share of right guesses on single images. */
    readonly predictions?: number;
  };
  /** Instead of comparing two networks: guess single test images with the batch-normalized one. */
  readonly predictions?: {
    readonly statistics: Statistics;
    /** Images to guess: the first of the test set. */
    readonly count: number;
  };
}
