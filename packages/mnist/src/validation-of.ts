import { VALIDATION_COUNT } from './load-options';

/** Validation images of a set that names no number: the share of MNIST's, and no more than these. */
export function validationOf(trainingImages: number): number {
  return Math.min(VALIDATION_COUNT, Math.floor(trainingImages / 12));
}
