import { greatest, max, min } from 'd3-array';
import { quartiles } from '../statistics/quartiles';
import { networksOf, type Cell } from './cells';

/** The cell whose learning rate suits a kind of network best. */
export interface BestRate {
  cell: Cell;
  learningRate: number;
  /** Whether no higher, or no lower, rate was tried: the best of all may lie beyond. */
  isAtEnd: boolean;
}

/**
 * The learning rate at which the median validation accuracy over the seeds is highest. The test images have no say in the
 * choice.
 *
 * @returns `undefined` if no cell has such networks.
 */
export function bestRate(cells: readonly Cell[], normalized: boolean): BestRate | undefined {
  const candidates = cells.filter((cell) => networksOf(cell, normalized).length > 0);
  const validation = (cell: Cell) =>
    quartiles(networksOf(cell, normalized).map(({ finalValidationAccuracy }) => finalValidationAccuracy))
      .median;
  const cell = greatest(candidates, (a, b) => validation(a) - validation(b));
  if (!cell) return undefined;
  const rates = candidates.map(({ settings }) => settings.learningRate);
  const { learningRate } = cell.settings;
  return { cell, learningRate, isAtEnd: learningRate === max(rates) || learningRate === min(rates) };
}
