import type { NetworkRecord } from '../record/run-record';
import { networksBySeed, pairedValues, type Cell } from '../results/cells';
import { settingsPhrase } from '../results/setting-words';
import { stepsToAccuracy } from '../results/steps-to-accuracy';
import type { Comparison, NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

/** The accuracy on the validation images that both are to reach. */
const GOAL = 0.9;
const STEPS_PER_SAMPLE = 20;

export const speed: NamedSweep = {
  name: 'speed',
  title: 'Steps and seconds to 80, 90 and 95 % on the validation images',
  claim:
    'Networks with batch norm reach a given accuracy in fewer steps and, slower steps and all, in less time.',
  stated: '2026-11-26',
  expectations: [
    {
      text: 'With each activation and learning rate, the number of steps to 90 % is smaller with batch norm.',
      compare: (cells) => cells.map((cell) => sooner(cell, 'steps')),
    },
    {
      text: 'So is the number of seconds.',
      compare: (cells) => cells.map((cell) => sooner(cell, 'seconds')),
    },
  ],
  settings: { ...base, trainingBatches: 3000, batchesPerSample: STEPS_PER_SAMPLE },
  parts: [{ grid: { activation: ['relu', 'sigmoid', 'tanh'], learningRate: [0.01, 0.1, 1] } }],
  seeds: SEEDS,
  measure: 'steps to accuracy',
};

/**
 * How much sooner networks with batch norm get there. One that does not counts as there at its last step: it takes at
 * least so long.
 */
function sooner(cell: Cell, unit: 'steps' | 'seconds'): Comparison {
  const needed = (network: NetworkRecord) => {
    const steps = Math.min(stepsToAccuracy(network, GOAL), network.steps.at(-1)!);
    return unit === 'steps' ? steps : steps / network.stepsPerSecond;
  };
  const [withBatchNorm, without] = [networksBySeed(cell, true), networksBySeed(cell, false)];
  const nobody = [...withBatchNorm.values(), ...without.values()].every(
    (network) => stepsToAccuracy(network, GOAL) === Infinity,
  );
  return {
    place: settingsPhrase(cell.settings, ['activation', 'learningRate']),
    differences: pairedValues(without, withBatchNorm, (slow, quick) => needed(slow) - needed(quick)),
    unit,
    ...(unit === 'steps' && { resolution: STEPS_PER_SAMPLE }),
    ...(nobody && { undecided: 'networks of neither kind reach 90 %' }),
  };
}
