import { percent, short } from '../components/figure/format-number';
import { activationZones } from './activation-zones';
import { LIMIT, mixDensity } from './density';
import { cropCells, drawViolinHalf } from './draw-density';
import type { LayerFrame } from './layer-frame';
import {
  gridLine,
  labelBelow,
  mix,
  networks,
  readingBelow,
  type StageLayout,
  type StageView,
} from './stage-layout';

/** The values before or after the activation of each layer: half a violin per network, on one axis for all. */
export function drawValues(layout: StageLayout, view: StageView, which: 'before' | 'after'): void {
  const { context, top, inner, layers, center, colors } = layout;
  const zone = activationZones[view.activation];
  const range = which === 'before' ? ([-LIMIT, LIMIT] as const) : zone.output;
  const y = (value: number) => top + ((range[1] - value) / (range[1] - range[0])) * inner;
  drawThreads(layout);
  if (which === 'before') drawZone(layout, view, y);
  for (const tick of ticksOf(range)) {
    gridLine(layout, y(tick), String(tick).replace('-', '−'), tick === 0);
  }
  for (let layer = 0; layer < layers; layer++) {
    context.strokeStyle = colors['line-strong'];
    context.beginPath();
    context.moveTo(center(layer), top);
    context.lineTo(center(layer), top + inner);
    context.stroke();
    drawLayer(layout, view, { layer, which, range, y });
    labelBelow(layout, layer, which === 'before' ? 'standard deviation' : '');
  }
}

interface OneLayer {
  layer: number;
  which: 'before' | 'after';
  range: readonly [number, number];
  y: (value: number) => number;
}

function drawLayer(layout: StageLayout, { a, b, t }: StageView, { layer, which, range, y }: OneLayer): void {
  const { context, top, inner, column, center, colors, text } = layout;
  const width = Math.min(column * 0.44, 150);
  networks.forEach((name, index) => {
    const from = a[index as 0 | 1].layers[layer]!;
    const to = b?.[index as 0 | 1].layers[layer];
    const side = index === 0 ? -1 : 1;
    const density = mixDensity(from[which], to?.[which], t);
    const cells = cropCells(density.cells, LIMIT, range);
    const look = { color: colors[name], isDashed: index === 0 };
    drawViolinHalf(context, cells, look, { x: center(layer), top, height: inner, width, side });
    const aside = center(layer) + side * width * 0.55;
    const edge = { color: colors[`${name}-text`], size: 12, weight: 600 };
    if (density.above > 0.004) text(`▲ ${percent(density.above)}`, aside, top + 9, edge);
    if (density.below > 0.004) text(`▼ ${percent(density.below)}`, aside, top + inner - 9, edge);
    if (which === 'after') return;
    drawRange(layout, mixLayers(from, to, t), { x: center(layer) + side * 5, color: colors[name], y });
    readingBelow(
      layout,
      layer,
      index as 0 | 1,
      `± ${short(mix(from.deviation, to?.deviation ?? from.deviation, t))}`,
    );
  });
}

function mixLayers(from: LayerFrame, to: LayerFrame | undefined, t: number) {
  const between = (field: 'low' | 'median' | 'high') => mix(from[field], (to ?? from)[field], t);
  return { low: between('low'), median: between('median'), high: between('high') };
}

/** A bar from 5 to 95 %, with a ring at the median. */
function drawRange(
  { context, colors }: StageLayout,
  { low, median, high }: { low: number; median: number; high: number },
  { x, color, y }: { x: number; color: string; y: (value: number) => number },
): void {
  if (![low, median, high].every(Number.isFinite)) return;
  const at = (value: number) => y(Math.max(-LIMIT, Math.min(LIMIT, value)));
  context.strokeStyle = color;
  context.lineWidth = 3;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(x, at(low));
  context.lineTo(x, at(high));
  context.stroke();
  context.lineCap = 'butt';
  context.fillStyle = colors.bg;
  context.lineWidth = 2.2;
  context.beginPath();
  context.arc(x, at(median), 4, 0, 7);
  context.fill();
  context.stroke();
}

/** Where the activation responds is shaded, with words at the axis. */
function drawZone(layout: StageLayout, { activation }: StageView, y: (value: number) => number): void {
  const { context, left, width, top, inner, colors, isCompact, text } = layout;
  const zone = activationZones[activation];
  const [upper, lower] = [y(Math.min(LIMIT, zone.to)), y(Math.max(-LIMIT, zone.from))];
  context.fillStyle = colors.zone;
  context.fillRect(left, upper, width - left, lower - upper);
  if (isCompact) return;
  const say = ([first, rest]: readonly [string, string], at: number) => {
    text(first, 0, at - 8, { size: 12, align: 'left' });
    text(rest, 0, at + 8, { size: 12, align: 'left' });
  };
  say(zone.inside, (upper + lower) / 2 - (zone.to === Infinity ? 0 : 34));
  if (zone.outside) say(zone.outside, Math.min((lower + top + inner) / 2, top + inner - 16));
}

let threads: { key: string; path: Path2D } | undefined;

/** Each layer's units are connected to all of the next: a hint of it, made once for a size. */
function drawThreads({
  context,
  width,
  height,
  left,
  column,
  top,
  inner,
  layers,
  isCompact,
  colors,
}: StageLayout) {
  const key = [width, height, layers].join();
  if (threads?.key !== key) {
    const ends = Array.from({ length: isCompact ? 4 : 6 }, (_, i, n = isCompact ? 4 : 6) => {
      return top + inner * (0.2 + (0.6 * i) / (n - 1));
    });
    const path = new Path2D();
    for (let layer = 1; layer < layers; layer++) {
      const from = left + column * (layer - 0.5);
      const middle = from + column / 2;
      for (const start of ends) {
        for (const end of ends) {
          path.moveTo(from, start);
          path.bezierCurveTo(middle, start, middle, end, from + column, end);
        }
      }
    }
    threads = { key, path };
  }
  context.strokeStyle = colors['line-strong'];
  context.lineWidth = 1;
  context.globalAlpha = 0.16;
  context.stroke(threads.path);
  context.globalAlpha = 1;
}

function ticksOf([low, high]: readonly [number, number]): number[] {
  const step = [2, 1, 0.5].find(
    (candidate) => (high - low) / candidate >= 2 && (high - low) / candidate <= 4,
  )!;
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
}
