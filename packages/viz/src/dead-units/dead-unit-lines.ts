import type { LinePoint } from '../chart/line-marks';
import { layerName } from '../distributions/layer-name';
import type { NetworkGroup } from '../rows/network-row';
import { medianOf } from '../statistics/spread';
import type { DeadUnitsRow } from './dead-units-row';

/** The shares of dead units of one layer of a network. */
export interface LayerLines {
  readonly layer: number | string;
  /** A line for each seed: shares against steps. */
  readonly lines: readonly (readonly LinePoint[])[];
  /** The median over the seeds of the last share of each; undefined for a layer without rows. */
  readonly last: number | undefined;
}

/** The lines of each layer of a network, in panels from left to right. */
export function layerLines(
  caller: string,
  { network, rows }: NetworkGroup<DeadUnitsRow>,
  layers: readonly (number | string)[],
): LayerLines[] {
  return layers.map((layer, fx) => {
    const ofLayer = rows.filter((row) => row.layer === layer);
    const seeds = [...new Set(ofLayer.map(({ seed }) => seed))];
    const lines = seeds.map((seed) => {
      const sorted = ofLayer.filter((row) => row.seed === seed).sort((a, b) => a.step - b.step);
      checkDistinct(caller, sorted, network);
      return sorted.map(({ step, share }) => ({ x: step, y: share, fx, fy: 0 }));
    });
    const last = lines.length > 0 ? medianOf(lines.map((line) => line.at(-1)!.y)) : undefined;
    return { layer, lines, last };
  });
}

function checkDistinct(caller: string, sorted: readonly DeadUnitsRow[], network: string): void {
  const twice = sorted.find(({ step }, index) => sorted[index - 1]?.step === step);
  if (twice === undefined) return;
  throw new RangeError(
    `${caller}: rows must have one row for each network, layer, step and seed, got two of '${network}', ` +
      `${layerName(twice.layer).toLowerCase()}, step ${twice.step}; give rows of several runs a seed`,
  );
}
