import type { ChartWords } from '../chart/chart';
import { layerName } from '../distributions/layer-name';
import { endText } from '../distributions/end-text';
import type { StepQuantiles } from '../distributions/five-quantiles';
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
  options: ActivationDistributionsOptions & { readonly measure: string; readonly scale: 'linear' | 'symlog' },
): ChartWords {
  const { measure, scale } = options;
  const { title = `${measure} over training` } = options;
  const axis = scale === 'symlog' ? ', logarithmic away from 0' : '';
  const { subtitle = `line: median, bands: middle half and nine tenths of the values${axis}` } = options;
  const told = panels.map(
    ({ network, layer, distributions }) => `${network}, ${layerName(layer)}: ${endText(distributions)}.`,
  );
  return {
    title,
    subtitle,
    description: sentences(`${measure}, by layer.`, ...told, subtitle),
  };
}
