/** Moments of a training that are kept. */
const FRAMES = 100;

/**
 * The steps at which a training of so many batches is looked at: at most a hundred after the start, dense where things
 * happen, that is early. The first is 0, the last `trainingBatches`.
 */
export function frameSteps(trainingBatches: number): number[] {
  const steps = Array.from({ length: FRAMES + 1 }, (_, k) => Math.round(trainingBatches * (k / FRAMES) ** 2));
  return [...new Set(steps)];
}
