import type { ChartWords } from '../chart/chart';
import type { ChartOptions } from '../chart/chart-options';
import { bandsText, endText } from '../distributions/end-text';
import { quantileShares, type StepQuantiles } from '../distributions/five-quantiles';
import { layerName } from '../distributions/layer-name';
import { sentences } from '../text/sentences';

interface Kind {
  readonly parameter: 'gamma' | 'beta';
  readonly start: number;
  readonly ofLayer: readonly (readonly StepQuantiles[])[];
}

/** The words of a chart of gamma and beta; a title or subtitle that is given replaces ours. */
export function gammaBetaWords(
  kinds: readonly Kind[],
  options: ChartOptions & { readonly layers: readonly (number | string)[] },
): ChartWords {
  const names = kinds.map(({ parameter }) => parameter).join(' and ');
  const starts = kinds.map(({ parameter, start }) => `${parameter} ${start}`).join(', ');
  const { title = `How training moves ${names}` } = options;
  const { subtitle = `line: median unit, bands: ${bandsText(quantileShares)}, dotted: ${starts}` } = options;
  const told = kinds.flatMap(({ parameter, ofLayer }) =>
    ofLayer.map((distributions, index) => {
      const layer = layerName(options.layers[index]!);
      return `${parameter} of ${layer}: ${distributions.length > 0 ? endText(distributions, quantileShares) : 'none'}.`;
    }),
  );
  return {
    title,
    subtitle,
    description: sentences(`How ${names} are spread over the units of each layer.`, ...told, subtitle),
  };
}
