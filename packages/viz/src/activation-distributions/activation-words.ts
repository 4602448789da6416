import type { ChartWords } from '../chart/chart';
import { layerName } from '../distributions/layer-name';
import { bandsText, endText } from '../distributions/end-text';
import type { FiveShares, StepQuantiles } from '../distributions/five-quantiles';
import type { ActivationDistributionsOptions } from './activation-distributions';
import { sentences } from '../text/sentences';

interface Panel {
  readonly network: string;
  readonly layer: number | string;
  readonly distributions: readonly StepQuantiles[];
}

/** The words of a chart of activations; a title or subtitle that is given replaces ours. */
export function activationWords(
  panels: readonly Panel[],
  options: ActivationDistributionsOptions & {
    readonly measure: string;
    readonly scale: 'linear' | 'symlog';
    readonly shares: FiveShares;
  },
): ChartWords {
  const { measure, scale, shares } = options;
  const { title = `${measure} over training` } = options;
  const axis = scale === 'symlog' ? ', logarithmic away from 0' : '';
  const { subtitle = `line: median, bands: ${bandsText(shares)} of the values${axis}` } = options;
  const told = panels.map(
    ({ network, layer, distributions }) =>
      `${network}, ${layerName(layer)}: ${endText(distributions, shares)}.`,
  );
  return {
    title,
    subtitle,
    description: sentences(`${measure}, by layer.`, ...told, subtitle),
  };
}
