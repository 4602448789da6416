import { font } from '../components/figure/colors';
import type { Stage } from '../components/figure/use-canvas';
import type { PlaygroundActivation } from '../labs/playground/settings';
import type { NetworkFrame } from './network-frame';
import type { Pair } from './use-run';

/** What is looked at in each layer. */
export type Lens = 'before' | 'after' | 'units' | 'gradients' | 'updates' | 'parameters';

export const lenses: readonly { value: Lens; label: string }[] = [
  { value: 'before', label: 'Values in' },
  { value: 'after', label: 'Values out' },
  { value: 'units', label: 'Units' },
  { value: 'gradients', label: 'Gradients' },
  { value: 'updates', label: 'Updates' },
  { value: 'parameters', label: 'γ and β' },
];

/** All that a drawing of the layers shows. */
export interface StageView {
  activation: PlaygroundActivation;
  learningRate: number;
  /** Both networks at a moment, at the next one, and how far it is between the two. */
  a: Pair<NetworkFrame>;
  b: Pair<NetworkFrame> | undefined;
  t: number;
  /** All frames, for what goes over the run. */
  history: Pair<readonly NetworkFrame[]>;
  /** The index of `a` in them. */
  at: number;
  /** A unit to be marked in both networks. */
  marked?: UnitPlace | undefined;
}

/** One unit of the hidden layers, counted from 0. */
export interface UnitPlace {
  readonly layer: number;
  readonly unit: number;
}

/** Where the columns of layers stand in a drawing of this size. */
export interface StageColumns {
  width: number;
  height: number;
  isCompact: boolean;
  layers: number;
  left: number;
  top: number;
  bottom: number;
  /** Height of the value axis. */
  inner: number;
  column: number;
  center: (layer: number) => number;
}

/** The columns, and what is drawn with. */
export interface StageLayout extends StageColumns, Stage {
  text: (words: string, x: number, y: number, look?: TextLook) => void;
}

interface TextLook {
  color?: string;
  size?: number;
  align?: CanvasTextAlign;
  weight?: number;
}

export const networks = ['without', 'with'] as const;

export const mix = (a: number, b: number, t: number) => a + (b - a) * t;

export function stageColumns(
  { width, height }: Pick<Stage, 'width' | 'height'>,
  layers: number,
): StageColumns {
  const isCompact = width < 560;
  const left = isCompact ? 34 : 92;
  const [top, bottom] = [10, isCompact ? 42 : 50];
  const column = (width - left) / layers;
  return {
    ...{ width, height, isCompact, layers, left, top, bottom, column },
    inner: height - top - bottom,
    center: (layer) => left + column * (layer + 0.5),
  };
}

export function stageLayout(stage: Stage, layers: number): StageLayout {
  const { context, colors } = stage;
  return {
    ...stage,
    ...stageColumns(stage, layers),
    text(words, x, y, { color = colors.quiet, size = 12.5, align = 'center', weight = 450 } = {}) {
      context.fillStyle = color;
      context.font = font(size, weight);
      context.textAlign = align;
      context.textBaseline = 'middle';
      context.fillText(words, x, y);
    },
  };
}

/** A line across all columns, with its number at the left. */
export function gridLine(
  { context, left, width, colors, text }: StageLayout,
  y: number,
  label: string,
  isStrong = false,
): void {
  context.strokeStyle = isStrong ? colors['line-strong'] : colors.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, Math.round(y) + 0.5);
  context.lineTo(width, Math.round(y) + 0.5);
  context.stroke();
  text(label, left - 8, Math.max(y, 8), { size: 12, align: 'right' });
}

/** Columns narrower than this have no room for two numbers side by side. */
const STACKED = 84;

/** A number of each network below a column. */
export function readingBelow(
  { height, bottom, center, column, isCompact, colors, text }: StageLayout,
  layer: number,
  network: 0 | 1,
  words: string,
): void {
  const side = network === 0 ? -1 : 1;
  const color = colors[`${networks[network]}-text`];
  const below = height - bottom;
  // Many layers on a phone: one number below the other.
  if (column < STACKED)
    return text(words, center(layer), below + 10 + 13 * network, { color, size: 11, weight: 620 });
  text(words, center(layer) + side * Math.min(column * 0.24, 46), below + (isCompact ? 14 : 18), {
    color,
    size: isCompact || column < 130 ? 11.5 : 14,
    weight: 620,
  });
}

/** What the readings below a column are, or on small screens which layer it is. */
export function labelBelow(
  { height, center, column, isCompact, text }: StageLayout,
  layer: number,
  words: string,
): void {
  const isStacked = column < STACKED;
  const lift = isStacked ? 5 : 10;
  const shown = isStacked ? String(layer + 1) : `layer ${layer + 1}`;
  text(isCompact || isStacked ? shown : words, center(layer), height - lift, {
    size: 11.5,
  });
}
