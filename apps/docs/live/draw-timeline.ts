import { font } from '../components/figure/colors';
import { countText, percent } from '../components/figure/format-number';
import type { Stage } from '../components/figure/use-canvas';
import type { NetworkFrame } from './network-frame';
import { networks } from './stage-layout';
import type { Pair } from './use-run';

/** Where the curves stand in a chart of this width. */
export function timelineArea(width: number): { left: number; right: number; isNarrow: boolean } {
  const isNarrow = width < 560;
  return { left: 44, right: isNarrow ? 54 : 150, isNarrow };
}

const TOP = 12;
const BOTTOM = 26;

/** The accuracy of both networks over the run; what is past the moment that is looked at is faint. */
export function drawTimeline(
  { context, width, height, colors }: Stage,
  { frames, position, batches }: { frames: Pair<readonly NetworkFrame[]>; position: number; batches: number },
): void {
  const { left, right, isNarrow } = timelineArea(width);
  const [wide, high] = [width - left - right, height - TOP - BOTTOM];
  const x = (step: number) => left + (wide * step) / batches;
  const y = (accuracy: number) => TOP + high * (1 - accuracy);

  context.font = font(12);
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    context.strokeStyle = colors.line;
    line(context, left, y(share), left + wide);
    context.fillStyle = colors.quiet;
    context.textAlign = 'right';
    context.fillText(`${100 * share} %`, left - 6, y(share));
  }
  context.setLineDash([2, 4]);
  context.strokeStyle = colors['line-strong'];
  line(context, left, y(0.1), left + wide);
  context.setLineDash([]);
  context.textAlign = 'center';
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const words = countText(Math.round(batches * share));
    const isLast = share === 1 && !isNarrow;
    context.textAlign = isLast ? 'left' : 'center';
    const shift = isLast ? context.measureText(words).width / 2 : 0;
    context.fillText(isLast ? `${words} batches` : words, x(batches * share) - shift, height - 10);
  }

  const ends = networks.map((name, index) => {
    const list = frames[index as 0 | 1];
    return drawCurve(context, list, { position, x, y, color: colors[name], isDashed: index === 0 });
  });
  if (!ends[0] || !ends[1] || Number.isNaN(ends[0].y + ends[1].y)) return;
  const cursor = Math.max(ends[0].x, ends[1].x);
  context.strokeStyle = colors.text;
  context.globalAlpha = 0.35;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(cursor) + 0.5, TOP - 4);
  context.lineTo(Math.round(cursor) + 0.5, TOP + high);
  context.stroke();
  context.globalAlpha = 1;
  context.fillStyle = colors.text;
  context.beginPath();
  context.arc(cursor, TOP + high, 7, 0, 7);
  context.fill();
  apart(ends[0].y, ends[1].y).forEach((at, index) => {
    const name = networks[index]!;
    const label = percent(ends[index]!.accuracy, isNarrow ? 0 : 1);
    const baseline = Math.min(at, TOP + high - 18);
    context.textAlign = 'left';
    context.font = font(isNarrow ? 15 : 19, 660);
    context.strokeStyle = colors.bg;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeText(label, cursor + 13, baseline);
    context.fillStyle = colors[`${name}-text`];
    context.fillText(label, cursor + 13, baseline);
    if (isNarrow) return;
    const shift = context.measureText(label).width;
    context.font = font(13, 500);
    context.strokeText(name, cursor + 13 + shift + 7, baseline + 1);
    context.fillText(name, cursor + 13 + shift + 7, baseline + 1);
  });
}

function line(context: CanvasRenderingContext2D, from: number, y: number, to: number): void {
  context.beginPath();
  context.moveTo(from, Math.round(y) + 0.5);
  context.lineTo(to, Math.round(y) + 0.5);
  context.stroke();
}

interface Curve {
  position: number;
  x: (step: number) => number;
  y: (accuracy: number) => number;
  color: string;
  isDashed: boolean;
}

function drawCurve(
  context: CanvasRenderingContext2D,
  frames: readonly NetworkFrame[],
  { position, x, y, color, isDashed }: Curve,
): { x: number; y: number; accuracy: number } | undefined {
  const at = Math.min(Math.floor(position), frames.length - 1);
  const now = frames[at];
  if (!now) return undefined;
  const next = frames[at + 1] ?? now;
  const t = Math.min(1, position - at);
  const accuracy = now.accuracy + (next.accuracy - now.accuracy) * t;
  const end = { x: x(now.step + (next.step - now.step) * t), y: y(accuracy), accuracy };
  context.strokeStyle = color;
  context.lineJoin = 'round';
  context.setLineDash(isDashed ? [6, 4] : []);
  context.lineWidth = 1.6;
  context.globalAlpha = 0.28;
  context.beginPath();
  context.moveTo(end.x, end.y);
  frames.slice(at + 1).forEach((frame) => context.lineTo(x(frame.step), y(frame.accuracy)));
  context.stroke();
  context.globalAlpha = 1;
  context.lineWidth = 2.6;
  context.beginPath();
  frames.slice(0, at + 1).forEach((frame) => context.lineTo(x(frame.step), y(frame.accuracy)));
  context.lineTo(end.x, end.y);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = color;
  context.beginPath();
  context.arc(end.x, end.y, 5, 0, 7);
  context.fill();
  return end;
}

/** Two labels at least 20 pixels apart, in their order. */
function apart(a: number, b: number): [number, number] {
  if (Math.abs(a - b) >= 20) return [a, b];
  const middle = (a + b) / 2;
  const sign = a >= b ? 1 : -1;
  return [middle + 10 * sign, middle - 10 * sign];
}
