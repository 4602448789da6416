import { short } from '../components/figure/format-number';
import { gridLine, labelBelow, mix, type StageLayout, type StageView } from './stage-layout';

const parameters = [
  { name: 'gamma', letter: 'γ', start: 1 },
  { name: 'beta', letter: 'β', start: 0 },
] as const;

const REACHES = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** How far every gamma and beta of the second network has moved since the start, on one scale for the whole run. */
export function drawParameters(layout: StageLayout, { a, b, t, history }: StageView): void {
  const { context, column, top, inner, layers, center, colors, isCompact, height, bottom, text } = layout;
  const reach = reachOf(history[1]);
  const y = (change: number) =>
    top + ((reach - Math.max(-reach, Math.min(reach, change))) / (2 * reach)) * inner;
  for (const share of [-1, -0.5, 0, 0.5, 1]) {
    const label = share === 0 ? 'start' : `${share > 0 ? '+' : '−'}${short(Math.abs(share * reach))}`;
    gridLine(layout, y(share * reach), label, share === 0);
  }
  for (let layer = 0; layer < layers; layer++) {
    const from = a[1].layers[layer]!;
    const to = b?.[1].layers[layer];
    labelBelow(layout, layer, 'change since the start; mean');
    if (!from.gamma) {
      text('not normalized', center(layer), top + inner * 0.4);
      continue;
    }
    parameters.forEach(({ name, letter, start }, index) => {
      const values = from[name]!.map((value, unit) => mix(value, to?.[name]?.[unit] ?? value, t));
      const x = center(layer) + (index === 0 ? -1 : 1) * column * 0.2;
      context.fillStyle = colors[name];
      context.globalAlpha = 0.55;
      values.forEach((value, unit) => {
        const aside = (((unit * 37) % 100) / 100 - 0.5) * column * 0.26;
        context.beginPath();
        context.arc(x + aside, y(value - start), 2.8, 0, 7);
        context.fill();
      });
      context.globalAlpha = 1;
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      text(`${letter} ${mean.toFixed(2).replace('-', '−')}`, x, height - bottom + (isCompact ? 14 : 18), {
        color: colors[name],
        size: isCompact || column < 130 ? 11.5 : 14,
        weight: 620,
      });
    });
  }
}

/** The largest change of the run, rounded up, so that the scale does not jump. */
function reachOf(frames: StageView['history'][1]): number {
  let reach = 0;
  for (const { layers } of frames) {
    for (const layer of layers) {
      for (const { name, start } of parameters) {
        for (const value of layer[name] ?? []) {
          const change = Math.abs(value - start);
          if (change < 1e6) reach = Math.max(reach, change);
        }
      }
    }
  }
  return REACHES.find((candidate) => candidate >= reach) ?? reach;
}
