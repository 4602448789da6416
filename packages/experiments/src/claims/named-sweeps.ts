import { closest } from 'fastest-levenshtein';
import { presets } from '../presets/find-preset';
import { activation } from './activation';
import { baselines } from './baselines';
import { batchSize } from './batch-size';
import { bestResult } from './best-result';
import { depth } from './depth';
import { drift } from './drift';
import { equalImages } from './equal-images';
import { epsilonMomentum } from './epsilon-momentum';
import { learningRate } from './learning-rate';
import type { NamedSweep } from './named-sweep';
import { placement } from './placement';
import { regularization } from './regularization';
import { speed } from './speed';
import { startingWeights } from './starting-weights';

/** Every sweep that can be made by name: how soon and how well networks train, what they bear, where it ends. */
export const namedSweeps: readonly NamedSweep[] = [
  ...[speed, bestResult, baselines, drift],
  ...[learningRate, startingWeights, activation, depth],
  ...[regularization, batchSize, equalImages, placement, epsilonMomentum],
];

/** The sweep of that name, if there is one. */
export function findSweep(name: string): NamedSweep | undefined {
  return namedSweeps.find((sweep) => sweep.name === name);
}

/** The name of a sweep or preset that somebody who wrote `name` probably meant. */
export function nearestSweepable(name: string): string {
  return closest(
    name,
    [...namedSweeps, ...presets].map((choice) => choice.name),
  );
}
