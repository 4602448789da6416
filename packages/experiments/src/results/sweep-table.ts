import type { SweepMeasure } from '../claims/named-sweep';
import type { PairedDifference } from '../statistics/paired-difference';
import { pairedDifference } from '../statistics/paired-difference';
import { quartiles } from '../statistics/quartiles';
import { bestCell, type BestCell } from './best-cell';
import { eachValue, groupCells, networksBySeed, networksOf, pairedValues, type Cell } from './cells';
import { drift } from './drift';
import { failureText } from './outcome';
import { settingName, settingsPhrase, settingText, type SettingName } from './setting-words';
import { MILESTONES } from './steps-to-accuracy';
import { accuracyGain, ACCURACY_RESOLUTION } from './summarize-cells';
import { summarizeNetworks } from './summarize-networks';
import { sweptAxes } from './swept-axes';
import { NONE, number, words, type Table, type TableColumn } from './table';
import { count, points } from './words';

/** The table of a sweep's cells: the settings that vary, and statistics over seeds. */
export function sweepTable(cells: readonly Cell[], measure: SweepMeasure = 'test accuracy'): Table {
  return tables[measure](cells);
}

const ACCURACY =
  'Accuracy on the test images in percent: median (quartiles). Differences are means over seeds, with 95 % intervals';

const tables: Record<SweepMeasure, (cells: readonly Cell[]) => Table> = {
  'test accuracy': (cells) => {
    const both = cells.some((cell) => networksOf(cell, false).length > 0);
    const kinds = both ? [false, true] : [true];
    return settingsTable(
      ACCURACY,
      cells.map((cell) => ({
        cell,
        texts: [
          ...kinds.flatMap((normalized) => {
            const networks = networksOf(cell, normalized);
            return [accuracies(networks), networks.length > 0 ? failureText(networks) : NONE];
          }),
          ...(both ? [interval(accuracyGain(cell))] : []),
        ],
      })),
      [
        ...(both ? [number('without:\ntest %'), number('failed')] : []),
        number('with:\ntest %'),
        number('failed'),
        ...(both ? [number('with − without')] : []),
      ],
    );
  },

  'test accuracy by placement': (cells) => {
    const placements = ['before-activation', 'after-activation'];
    const groups = groupCells(cells, ['placement']);
    return settingsTable(
      ACCURACY,
      groups.map((group) => {
        const [before, after] = placements.map((wanted) =>
          group.find(({ settings: { placement = 'before-activation' } }) => placement === wanted),
        );
        const [one, other] = [before, after].map((cell) => networksBySeed(cell ?? { records: [] }, true));
        const gain = pairedValues(one!, other!, (a, b) => a.testAccuracy - b.testAccuracy);
        return {
          cell: group[0]!,
          texts: [
            ...[one!, other!].map((networks) => accuracies([...networks.values()])),
            interval(pairedDifference(gain, { resolution: ACCURACY_RESOLUTION })),
          ],
        };
      }),
      [number('before the activation:\ntest %'), number('after it:\ntest %'), number('before − after')],
    );
  },

  'test accuracy by normalization': (cells) => {
    const groups = groupCells(cells, ['normalization', 'ghostBatchSize']);
    const kinds = ['none', 'batch', 'ghost', 'renorm', 'group'] as const;
    const networks = (group: readonly Cell[], kind: (typeof kinds)[number]) =>
      kind === 'none'
        ? group.flatMap((cell) => networksOf(cell, false))
        : group
            .filter(({ settings: { normalization = 'batch' } }) => normalization === kind)
            .flatMap((cell) => networksOf(cell, true));
    const known = kinds.filter((kind) => networks(cells, kind).length > 0);
    return settingsTable(
      ACCURACY,
      groups.map((group) => ({
        cell: group[0]!,
        texts: known.map((kind) => accuracies(networks(group, kind))),
      })),
      known.map((kind) => number(kind)),
    );
  },

  'best test accuracy': (cells) => {
    // Rates are in the figures: groups that try others do not differ by that.
    const { learningRate } = cells[0]!.settings;
    return settingsTable(
      `${ACCURACY}; each network at the learning rate of its best median accuracy on the validation images`,
      groupCells(cells, ['learningRate']).map((group) => ({
        cell: { ...group[0]!, settings: { ...group[0]!.settings, learningRate } },
        texts: bestTexts(group, rateText),
      })),
      bestColumns('rate', number),
    );
  },

  'test accuracy at the best settings': (cells) => {
    const groups = eachValue(cells, 'optimizer');
    const rows = groups.map((group) => [
      settingText(group[0]!.settings, 'optimizer'),
      ...bestTexts(group, (cell) => choiceText(cell, CHOSEN)),
    ]);
    const ofAll = ['each its own', ...bestTexts(cells, (cell) => choiceText(cell, ['optimizer', ...CHOSEN]))];
    return {
      caption:
        `${ACCURACY}; each network with the settings of its best median accuracy on the validation images. Starting weights ` +
        'scaled to the width are Glorot’s, scaled to the inputs He’s',
      columns: [words('optimizer'), ...bestColumns('settings', words)],
      rows: [...rows, ...(groups.length > 1 ? [ofAll] : [])].map((texts) => ({
        id: cells[0]!.preset,
        cells: texts,
      })),
    };
  },

  'steps to accuracy': (cells) => {
    const goals = MILESTONES.map((accuracy) => Math.round(100 * accuracy));
    const kinds = ['without', 'with'];
    return settingsTable(
      'Steps, and seconds of training, to accuracies on the validation images: medians',
      cells.map((cell) => {
        const summaries = [false, true].map((normalized) => {
          const networks = networksOf(cell, normalized);
          return networks.length > 0 ? summarizeNetworks(networks) : undefined;
        });
        const at = (goal: number, unit: 'steps' | 'seconds') =>
          summaries.map((summary) => soon(summary?.reach[goal]![unit].median, unit));
        return { cell, texts: [...goals.flatMap((_, goal) => at(goal, 'steps')), ...at(1, 'seconds')] };
      }),
      [
        ...goals.flatMap((goal) => kinds.map((kind) => number(`to ${goal} %\n${kind}`))),
        ...kinds.map((kind) => number(`90 %, s\n${kind}`)),
      ],
    );
  },

  drift: (cells) =>
    settingsTable(
      'Drift of the values before each activation, in their own standard deviations: medians',
      cells.flatMap((cell) => {
        const kinds = [false, true].map((normalized) => networksOf(cell, normalized).map(drift));
        const layers = kinds.flat()[0]?.length ?? 0;
        return Array.from({ length: layers }, (_, layer) => ({
          cell,
          texts: [
            String(layer + 1),
            ...kinds.map((drifts) => {
              if (drifts.length === 0) return NONE;
              const { median } = quartiles(drifts.map((ofLayers) => ofLayers[layer]!));
              return Number.isFinite(median) ? median.toFixed(2) : 'infinite';
            }),
          ],
        }));
      }),
      [number('layer'), number('drift\nwithout'), number('drift\nwith')],
    ),
};

interface Row {
  cell: Cell;
  texts: string[];
}

/** A table whose first columns are the settings that tell its rows apart. */
function settingsTable(caption: string, rows: readonly Row[], columns: TableColumn[]): Table {
  const { shown } = sweptAxes(rows.map(({ cell }) => cell));
  const isNumeric = (name: SettingName) =>
    rows.every(({ cell }) => !Number.isNaN(Number(settingText(cell.settings, name))));
  return {
    caption,
    columns: [...shown.map((name) => (isNumeric(name) ? number : words)(settingName(name))), ...columns],
    rows: rows.map(({ cell: { preset, settings }, texts }) => ({
      id: preset,
      cells: [...shown.map((name) => settingText(settings, name)), ...texts],
    })),
  };
}

/** Median and quartiles of the test accuracy, in percent. */
function accuracies(networks: Parameters<typeof summarizeNetworks>[0]): string {
  if (networks.length === 0) return NONE;
  const { lower, median, upper } = summarizeNetworks(networks).testAccuracy;
  const share = (value: number) => (100 * value).toFixed(1);
  return `${share(median)} (${share(lower)}–${share(upper)})`;
}

/** A difference in percentage points, and its interval. */
function interval(difference: PairedDifference | undefined): string {
  if (!difference) return NONE;
  const { mean, low, high } = difference;
  return `${points(mean)} (${points(low)} to ${points(high)})`;
}

/** Each kind of network with its own best settings: these, its accuracy, and at last the difference. */
function bestTexts(cells: readonly Cell[], textOf: (best: BestCell) => string): string[] {
  const best = [false, true].map((normalized) => bestCell(cells, normalized));
  const [without, withBatchNorm] = best.map((choice, kind) =>
    networksBySeed(choice?.cell ?? { records: [] }, kind === 1),
  );
  const gain = pairedValues(withBatchNorm!, without!, (a, b) => a.testAccuracy - b.testAccuracy);
  const texts = [without!, withBatchNorm!].flatMap((networks, kind) => [
    best[kind] ? textOf(best[kind]) : NONE,
    accuracies([...networks.values()]),
  ]);
  return [...texts, interval(pairedDifference(gain, { resolution: ACCURACY_RESOLUTION }))];
}

function bestColumns(chosen: string, column: typeof number): TableColumn[] {
  return [
    column(`best ${chosen}\nwithout`),
    number('test %'),
    column(`best ${chosen}\nwith`),
    number('test %'),
    number('with − without'),
  ];
}

function rateText({ cell, isAtEnd }: BestCell): string {
  return `${cell.settings.learningRate}${isAtEnd ? ' (end of the grid)' : ''}`;
}

/** Settings of which each network has its own best, beside the learning rate. */
const CHOSEN = ['weightScaling', 'weightDecay'] as const;

/** `rate 0.3, starting weights scaled to the inputs, weight decay 0.001`: of the chosen settings, those that are not the defaults. */
function choiceText(best: BestCell, chosen: readonly SettingName[]): string {
  const { settings } = best.cell;
  const named = chosen.filter((name) => settings[name] !== undefined);
  return [`rate ${rateText(best)}`, ...named.map((name) => settingsPhrase(settings, [name]))].join(', ');
}

function soon(value: number | null | undefined, unit: 'steps' | 'seconds'): string {
  if (value === null) return 'never';
  if (value === undefined) return NONE;
  return unit === 'steps' ? count(value) : value.toFixed(2);
}
