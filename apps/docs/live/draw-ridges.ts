import { font } from '../components/figure/colors';
import { percent, short } from '../components/figure/format-number';
import type { Stage } from '../components/figure/use-canvas';
import type { PlaygroundActivation } from '../labs/playground/settings';
import { activationZones } from './activation-zones';
import { LIMIT, mixDensity } from './density';
import { drawRidge } from './draw-density';
import type { LayerFrame } from './layer-frame';
import { mix, networks } from './stage-layout';
import type { Pair } from './use-run';

type Layers = Pair<readonly LayerFrame[]>;

/** Both networks at a moment, and how far it is on the way to the next. */
export interface RidgesView {
  layers: Layers;
  next: Layers | undefined;
  t: number;
  activation: PlaygroundActivation;
}

const BOTTOM = 22;

/** The inputs of every layer as ridges, in two columns on one scale: without batch norm at the left, with it at the right. */
export function drawRidges(stage: Stage, { layers, next, t, activation }: RidgesView): void {
  const { context, width: whole, height, colors } = stage;
  const isNarrow = whole < 520;
  const gutter = isNarrow ? 62 : 96;
  const width = (whole - gutter) / 2;
  const row = (height - BOTTOM) / layers[0].length;
  const starts = [0, width + gutter] as const;
  starts.forEach((x) => drawScale(stage, { x, width, activation }));
  layers[0].forEach((_, layer) => {
    const y = row * (layer + 1) - 3;
    context.fillStyle = colors.quiet;
    context.font = font(isNarrow ? 12 : 13.5, 500);
    context.textAlign = 'center';
    context.fillText(`layer ${layer + 1}`, whole / 2, y - 14);
    networks.forEach((name, index) => {
      const x = starts[index]!;
      const from = layers[index as 0 | 1][layer]!;
      const to = next?.[index as 0 | 1][layer];
      const density = mixDensity(from.before, to?.before, t);
      context.strokeStyle = colors.line;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x, y + 0.5);
      context.lineTo(x + width, y + 0.5);
      context.stroke();
      const look = { color: colors[name], isDashed: index === 0 };
      drawRidge(context, density.cells, look, { x, y, width, height: row * 0.92 });
      const side = index === 0 ? 2 : x + width - 2;
      context.textAlign = index === 0 ? 'left' : 'right';
      context.fillStyle = colors[`${name}-text`];
      context.font = font(isNarrow ? 11.5 : 13, 600);
      const deviation = mix(from.deviation, to?.deviation ?? from.deviation, t);
      context.fillText(`± ${short(deviation)}`, side, y - row * 0.62);
      const off = density.below + density.above;
      if (off <= 0.02) return;
      context.font = font(12, 550);
      context.fillText(`${percent(off)} off scale`, side, y - row * 0.26);
    });
  });
}

const alignments = ['left', 'center', 'right'] as const;

function drawScale(
  { context, height, colors }: Stage,
  { x, width, activation }: { x: number; width: number; activation: PlaygroundActivation },
): void {
  const zone = activationZones[activation];
  const at = (value: number) => x + ((value + LIMIT) / (2 * LIMIT)) * width;
  const [from, to] = [at(Math.max(-LIMIT, zone.from)), at(Math.min(LIMIT, zone.to))];
  context.fillStyle = colors.zone;
  context.fillRect(from, 0, to - from, height - BOTTOM);
  context.strokeStyle = colors.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(at(0)) + 0.5, 0);
  context.lineTo(Math.round(at(0)) + 0.5, height - BOTTOM);
  context.stroke();
  context.font = font(12);
  context.fillStyle = colors.quiet;
  context.textBaseline = 'middle';
  for (const tick of [-4, -2, 0, 2, 4]) {
    // The outer ones stay within their column.
    context.textAlign = alignments[Math.sign(tick) * Number(Math.abs(tick) === LIMIT) + 1]!;
    context.fillText(String(tick).replace('-', '−'), at(tick), height - 8);
  }
}
