import { networksBySeed, pairedValues, type Cell } from '../results/cells';
import { drift as driftOf } from '../results/drift';
import { outcomeOf } from '../results/outcome';
import { settingsPhrase } from '../results/setting-words';
import type { Comparison, NamedSweep } from './named-sweep';
import { base, SEEDS } from './sweep-base';

export const drift: NamedSweep = {
  name: 'drift',
  title: "How far the values before each layer's activation wander during training",
  claim:
    "Batch norm keeps the distribution of each layer's values from wandering as the layers before it learn.",
  stated: '2026-11-26',
  expectations: [
    {
      text: 'In every hidden layer of every network, the drift is smaller with batch norm.',
      compare: (cells) => cells.flatMap(layers),
    },
  ],
  settings: { ...base, batchesPerObservation: 100 },
  parts: [{ grid: { activation: ['sigmoid', 'relu'], learningRate: [0.01, 0.1, 1] } }],
  seeds: SEEDS,
  measure: 'drift',
};

/** A comparison for each layer. A network that does not learn moves nothing, or everything: it shows nothing. */
function layers(cell: Cell): Comparison[] {
  const [withBatchNorm, without] = [networksBySeed(cell, true), networksBySeed(cell, false)];
  const stuck = [...without.values(), ...withBatchNorm.values()].find(
    (network) => outcomeOf(network) !== 'learned',
  );
  const [first] = without.values();
  return (first ? driftOf(first) : []).map((_, layer) => {
    const differences = pairedValues(
      without,
      withBatchNorm,
      (one, other) => driftOf(one)[layer]! - driftOf(other)[layer]!,
    );
    const isFinite = differences.every(Number.isFinite);
    return {
      place: `${settingsPhrase(cell.settings, ['activation', 'learningRate'])}, layer ${layer + 1}`,
      differences: isFinite ? differences : [],
      unit: 'standard deviations',
      ...(!isFinite && { undecided: 'the values of a network were not finite, or all the same' }),
      ...(stuck && {
        undecided: `a network ${stuck.batchNorm ? 'with' : 'without'} batch norm ${outcomeOf(stuck)}`,
      }),
    };
  });
}
