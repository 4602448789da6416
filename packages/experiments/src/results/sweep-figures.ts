import type { SweepMeasure } from '../claims/named-sweep';
import type { NetworkRecord } from '../record/run-record';
import type { Cell } from './cells';
import type { DistributionRow, Figure, FigureRow, ReachRow } from './figure';
import { hasFailed } from './outcome';
import { settingName, settingNumber, settingsPhrase, type SettingName } from './setting-words';
import { MILESTONES, stepsToAccuracy } from './steps-to-accuracy';
import { scaleOf, sweptAxes } from './swept-axes';
import { sentenceCase } from './words';

/** The figures of a sweep: curves over one setting, maps of two, or what its measure asks for; none if words alone vary. */
export function sweepFigures(cells: readonly Cell[], measure: SweepMeasure = 'test accuracy'): Figure[] {
  if (measure === 'steps to accuracy') return perCell(cells, reachFigure);
  if (measure === 'drift') return perCell(cells, distributionFigure);
  // Differences of a point would be lost on an axis of a hundred.
  if (measure === 'test accuracy by placement') return [];
  const { scaled, panels } = sweptAxes(cells);
  const [x, y] = scaled;
  if (x === undefined) return [];
  return panelsOf(cells, panels).map(({ title, cells: ofPanel }) =>
    y === undefined ? curve(ofPanel, x, title) : heatMap(ofPanel, x, y, title),
  );
}

function perCell(cells: readonly Cell[], draw: (cell: Cell, title: string) => Figure[]): Figure[] {
  const { shown } = sweptAxes(cells);
  return cells.flatMap((cell) => draw(cell, sentenceCase(settingsPhrase(cell.settings, shown))));
}

function panelsOf(
  cells: readonly Cell[],
  panels: readonly SettingName[],
): { title: string; cells: Cell[] }[] {
  const byTitle = new Map<string, Cell[]>();
  for (const cell of cells) {
    const title = settingsPhrase(cell.settings, panels);
    byTitle.set(title, [...(byTitle.get(title) ?? []), cell]);
  }
  return [...byTitle].map(([title, ofPanel]) => ({ title, cells: ofPanel }));
}

function curve(cells: readonly Cell[], x: SettingName, title: string): Figure {
  const setting = sentenceCase(settingName(x));
  const rows = rowsOf(cells, ({ settings }) => ({ x: settingNumber(settings, x) }));
  return {
    chart: 'sweepCurve',
    title: sentenceCase(title || setting),
    rows,
    setting,
    scale: scaleOf(cells, x),
  };
}

function heatMap(cells: readonly Cell[], x: SettingName, y: SettingName, title: string): Figure {
  const names = { x: sentenceCase(settingName(x)), y: sentenceCase(settingName(y)) };
  const place = ({ settings }: Cell) => ({ x: settingNumber(settings, x), y: settingNumber(settings, y) });
  const fallback = `${names.x} and ${settingName(y)}`;
  return {
    chart: 'settingsHeatMap',
    title: sentenceCase(title || fallback),
    rows: rowsOf(cells, place),
    ...names,
  };
}

function rowsOf<Place>(
  cells: readonly Cell[],
  place: (cell: Cell) => Place,
): (Place & Omit<FigureRow, 'x'>)[] {
  return cells.flatMap((cell) =>
    networksOfCell(cell).map(({ network }) => ({
      ...place(cell),
      network: network.name,
      batchNorm: network.batchNorm,
      value: network.testAccuracy,
      failed: hasFailed(network),
    })),
  );
}

function reachFigure(cell: Cell, title: string): Figure[] {
  const rows = networksOfCell(cell).flatMap(({ seed, network }) =>
    MILESTONES.map((target): ReachRow => {
      const steps = stepsToAccuracy(network, target);
      const reached = Number.isFinite(steps);
      return {
        ...{ network: network.name, batchNorm: network.batchNorm, seed, target },
        value: reached ? steps : null,
        seconds: reached ? steps / network.stepsPerSecond : null,
      };
    }),
  );
  return [{ chart: 'timeToAccuracy', title, rows }];
}

/** How each layer's values are spread over training, of the first seed. */
function distributionFigure({ records: [first] }: Cell, title: string): Figure[] {
  const shares = first?.networks[0]?.preactivations?.shares;
  if (!first || shares?.length !== 5) return [];
  const rows = first.networks.flatMap(({ name, batchNorm, preactivations }) =>
    (preactivations?.layers ?? []).flatMap((looks, layer) =>
      looks.map((quantiles, look): DistributionRow => ({
        ...{ network: name, batchNorm, layer: layer + 1, quantiles },
        step: preactivations!.steps[look]!,
      })),
    ),
  );
  return [{ chart: 'activationDistributions', title, rows, shares, measure: 'Values before the activation' }];
}

function networksOfCell({ records }: Cell): { seed: number; network: NetworkRecord }[] {
  return records.flatMap(({ seed, networks }) => networks.map((network) => ({ seed, network })));
}
