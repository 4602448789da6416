import type { ChartWords } from '../chart/chart';
import type { ChartOptions } from '../chart/chart-options';
import { layerName } from '../distributions/layer-name';
import { formatShare } from '../text/format-number';
import type { LayerLines } from './dead-unit-lines';
import { sentences } from '../text/sentences';

/** Labels say every layer of up to this many, and the range of more. */
const mostTold = 4;

/** Where the lines of a network ended, layer by layer. */
export function deadUnitPhrases(layers: readonly LayerLines[]): string[] {
  const ends = layers.flatMap(({ layer, last }) => (last === undefined ? [] : [{ layer, last }]));
  if (ends.length === 1) return [formatShare(ends[0]!.last)];
  if (ends.length <= mostTold)
    return ends.map(({ layer, last }) => `${formatShare(last)} in ${layerName(layer).toLowerCase()}`);
  const shares = ends.map(({ last }) => last);
  return [`${formatShare(Math.min(...shares))} to ${formatShare(Math.max(...shares))}`];
}

/** The words of a chart of dead units; a title or subtitle that is given replaces ours. */
export function deadUnitsWords(
  networks: readonly { readonly network: string; readonly layers: readonly LayerLines[] }[],
  options: ChartOptions,
): ChartWords {
  const { title = 'Share of dead units over training' } = options;
  const thin = networks.some(({ layers }) => layers.some(({ lines }) => lines.length > 1));
  const { subtitle = `units that no input makes active${thin ? ', a line a seed' : ''}` } = options;
  const told = networks.map(({ network, layers }) => {
    const ends = layers.flatMap(({ layer, last }) =>
      last === undefined ? [] : [`${layerName(layer)} ${formatShare(last)}`],
    );
    return `${network}: at the end ${ends.join(', ')}.`;
  });
  const intro = 'Lines of the share of dead units against training steps, a panel for each layer.';
  return {
    title,
    subtitle,
    description: sentences(intro, ...told, subtitle),
  };
}
