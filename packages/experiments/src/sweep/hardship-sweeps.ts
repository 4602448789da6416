import { cellsOf, learned, medianOf } from './judge';
import type { NamedSweep, SweptRun } from './named-sweep';
import { base, SEEDS } from './sweep-base';
import type { CellSummary } from './summarize-sweep';

/** What networks put up with: learning rates, starting weights, activations, depth. */
export const hardshipSweeps: readonly NamedSweep[] = [
  {
    name: 'learning-rate',
    title: 'Learning rates from 0.001 to 10',
    claim: 'Batch norm lets networks learn at higher learning rates, and over a wider range of them.',
    predictions: [
      {
        text: 'With each activation more learning rates give a median test accuracy of 90 %.',
        holds: (runs) => learnsInMore(runs, 'activation'),
      },
      {
        text: 'The highest of these learning rates is higher.',
        holds: (runs) =>
          eachValue(runs, 'activation').every(
            (cells) =>
              highestRate(learned(cells, 'withBatchNorm')) > highestRate(learned(cells, 'withoutBatchNorm')),
          ),
      },
    ],
    settings: base,
    parts: [
      {
        grid: {
          activation: ['relu', 'sigmoid'],
          learningRate: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
        },
      },
    ],
    seeds: SEEDS,
    measure: 'test accuracy',
  },
  {
    name: 'starting-weights',
    title: 'Starting weights of a deviation from 0.001 to 10',
    claim: 'Batch norm makes networks less sensitive to their starting weights.',
    predictions: [
      {
        text: 'With each activation more deviations of the starting weights give a median test accuracy of 90 %.',
        holds: (runs) => learnsInMore(runs, 'activation'),
      },
    ],
    settings: base,
    parts: [
      {
        grid: {
          activation: ['relu', 'sigmoid'],
          standardDeviation: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
        },
      },
    ],
    seeds: SEEDS,
    measure: 'test accuracy',
  },
  {
    name: 'activation',
    title: 'Six activations at two learning rates',
    claim: 'Batch norm makes more activations work, those that saturate among them.',
    predictions: [
      {
        text: 'At each learning rate every activation but the identity gives a higher median test accuracy with batch norm.',
        holds: (runs) =>
          eachValue(runs, 'learningRate')
            .flatMap(curved)
            .every(
              ({ withoutBatchNorm, withBatchNorm }) => medianOf(withBatchNorm) > medianOf(withoutBatchNorm),
            ),
      },
      {
        text: 'With batch norm the worst of these is no more than two percentage points below the best.',
        holds: (runs) =>
          eachValue(runs, 'learningRate').every((cells) => {
            const medians = curved(cells).map(({ withBatchNorm }) => medianOf(withBatchNorm));
            return Math.max(...medians) - Math.min(...medians) <= 0.02;
          }),
      },
    ],
    settings: base,
    parts: [
      {
        grid: {
          learningRate: [0.01, 0.1],
          activation: ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'identity'],
        },
      },
    ],
    seeds: SEEDS,
    measure: 'test accuracy',
  },
  {
    name: 'depth',
    title: 'From 1 to 20 hidden layers, from small starting weights and from ones scaled for relu',
    claim: 'Batch norm makes deep networks trainable.',
    predictions: [
      {
        text: 'From small starting weights, the deepest network with a median test accuracy of 90 % is deeper with batch norm.',
        holds: (runs) => isDeeper(runs, undefined),
      },
      {
        text: 'From starting weights scaled for relu it is, too.',
        holds: (runs) => isDeeper(runs, 'glorot'),
      },
    ],
    settings: base,
    parts: [
      { grid: { depth: [1, 2, 3, 5, 8, 12, 16, 20] } },
      // He's deviation is Glorot's times the root of 2, for layers of the same width.
      {
        grid: {
          weightScaling: ['glorot'],
          standardDeviation: [1.414],
          depth: [1, 2, 3, 5, 8, 12, 16, 20],
        },
      },
    ],
    seeds: SEEDS,
    measure: 'test accuracy',
  },
];

/** Whether, for each value of a setting, networks with batch norm learn in more cells than those without. */
function learnsInMore(runs: readonly SweptRun[], setting: string): boolean {
  return eachValue(runs, setting).every(
    (cells) => learned(cells, 'withBatchNorm').length > learned(cells, 'withoutBatchNorm').length,
  );
}

/** The cells of each value of a setting. */
function eachValue(runs: readonly SweptRun[], setting: string) {
  const cells = cellsOf(runs);
  const values = [...new Set(cells.map(({ overrides }) => overrides[setting]))];
  return values.map((value) => cells.filter(({ overrides }) => overrides[setting] === value));
}

/** The cells of activations that are not a straight line. */
function curved(cells: readonly CellSummary[]): CellSummary[] {
  return cells.filter(({ overrides }) => overrides['activation'] !== 'identity');
}

function highestRate(cells: readonly CellSummary[]): number {
  return Math.max(...cells.map(({ overrides }) => Number(overrides['learningRate'])));
}

/** Whether deeper networks learn with batch norm, from starting weights of some scaling. */
function isDeeper(runs: readonly SweptRun[], weightScaling: string | undefined): boolean {
  const cells = cellsOf(runs).filter(({ overrides }) => overrides['weightScaling'] === weightScaling);
  return deepest(learned(cells, 'withBatchNorm')) > deepest(learned(cells, 'withoutBatchNorm'));
}

function deepest(cells: readonly CellSummary[]): number {
  return Math.max(0, ...cells.map(({ overrides }) => Number(overrides['depth'])));
}
