import { greatest, max, min } from 'd3-array';
import { quartiles } from '../statistics/quartiles';
import { groupCells, networksOf, type Cell } from './cells';

/** The cell whose settings suit a kind of network best. */
export interface BestCell {
  cell: Cell;
  /**
   * Whether no higher, or no lower, learning rate was tried beside its other settings: the best of all may lie beyond.
   */
  isAtEnd: boolean;
}

/**
 * The cell with the highest median validation accuracy over the seeds. The test images have no say in the choice.
 *
 * @returns `undefined` if no cell has such networks.
 */
export function bestCell(cells: readonly Cell[], normalized: boolean): BestCell | undefined {
  const candidates = cells.filter((cell) => networksOf(cell, normalized).length > 0);
  const validation = (cell: Cell) =>
    quartiles(networksOf(cell, normalized).map(({ finalValidationAccuracy }) => finalValidationAccuracy))
      .median;
  const cell = greatest(candidates, (a, b) => validation(a) - validation(b));
  if (!cell) return undefined;
  const alike = groupCells(candidates, ['learningRate']).find((group) => group.includes(cell))!;
  const rates = alike.map(({ settings }) => settings.learningRate);
  const { learningRate } = cell.settings;
  return { cell, isAtEnd: learningRate === max(rates) || learningRate === min(rates) };
}
