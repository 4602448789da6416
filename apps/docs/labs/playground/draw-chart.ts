import { logTicksBetween, placeX, placeY, tickText, ticksBetween, type Frame2D } from './axes';
import type { ChartCanvas } from './chart-canvas';
import type { Quantiles } from './quantiles';

/** A curve: [step, value], by step. A value that is no number is a gap. */
export interface Series {
  name: string;
  /** A custom property of the page's style, such as `--with`. */
  color: string;
  points: readonly (readonly [number, number])[];
  isDashed?: boolean;
}

/** A distribution at each step. */
export interface Band {
  color: string;
  points: readonly (readonly [number, Quantiles])[];
}

export interface ChartScale {
  steps: number;
  y: readonly [number, number];
  isLogarithmic?: boolean;
  /** A step to mark. */
  cursor?: number;
}

/** Draws the axes; returns where the data goes. */
export function drawAxes(canvas: ChartCanvas, { steps, y, isLogarithmic, cursor }: ChartScale): Frame2D {
  const { context, width, height, color } = canvas;
  const frame: Frame2D = {
    ...{ left: 38, top: 8, right: width - 16, bottom: height - 20 },
    ...{ x: [0, steps], y, isLogarithmic },
  };
  context.lineWidth = 1;
  context.strokeStyle = color('--vp-c-divider');
  context.fillStyle = color('--vp-c-text-2');
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const ticks = isLogarithmic ? logTicksBetween(...y) : ticksBetween(...y, height < 130 ? 3 : 4);
  for (const tick of ticks) {
    const at = Math.round(placeY(frame, tick)) + 0.5;
    line(context, [frame.left, at], [frame.right, at]);
    context.fillText(tickText(tick), frame.left - 5, at);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of ticksBetween(0, steps, width < 240 ? 2 : 4)) {
    context.fillText(tickText(tick), placeX(frame, tick), frame.bottom + 5);
  }
  if (cursor !== undefined) {
    context.strokeStyle = color('--vp-c-text-2');
    context.setLineDash([3, 3]);
    const at = Math.round(placeX(frame, cursor)) + 0.5;
    line(context, [at, frame.top], [at, frame.bottom]);
    context.setLineDash([]);
  }
  return frame;
}

export function drawSeries({ context, color }: ChartCanvas, frame: Frame2D, series: readonly Series[]): void {
  withinFrame(context, frame, () => {
    context.lineWidth = 2;
    context.lineJoin = 'round';
    for (const { points, color: name, isDashed } of series) {
      context.strokeStyle = color(name);
      context.setLineDash(isDashed ? [5, 4] : []);
      context.beginPath();
      let isPenDown = false;
      for (const [step, value] of points) {
        const isThere = Number.isFinite(value) && !(frame.isLogarithmic && value <= 0);
        if (isThere) {
          const [x, y] = [placeX(frame, step), placeY(frame, value)];
          if (isPenDown) context.lineTo(x, y);
          else context.moveTo(x, y);
        }
        isPenDown = isThere;
      }
      context.stroke();
    }
    context.setLineDash([]);
  });
}

/** Half of the values lie in the dark band, nine of ten in the light one; the line is the median. */
export function drawBand({ context, color }: ChartCanvas, frame: Frame2D, band: Band): void {
  const points = band.points.filter(([, quantiles]) => quantiles.every(Number.isFinite));
  withinFrame(context, frame, () => {
    context.fillStyle = color(band.color);
    for (const [low, high, opacity] of [
      [0, 4, 0.22],
      [1, 3, 0.38],
    ] as const) {
      context.globalAlpha = opacity;
      context.beginPath();
      for (const [step, quantiles] of points) {
        context.lineTo(placeX(frame, step), placeY(frame, quantiles[low]));
      }
      for (const [step, quantiles] of [...points].reverse()) {
        context.lineTo(placeX(frame, step), placeY(frame, quantiles[high]));
      }
      context.fill();
    }
    context.globalAlpha = 1;
  });
  const median = points.map(([step, quantiles]) => [step, quantiles[2]] as const);
  drawSeries({ context, color } as ChartCanvas, frame, [{ name: '', color: band.color, points: median }]);
}

function withinFrame(context: CanvasRenderingContext2D, frame: Frame2D, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top - 2, frame.right - frame.left + 2, frame.bottom - frame.top + 4);
  context.clip();
  draw();
  context.restore();
}

function line(
  context: CanvasRenderingContext2D,
  from: readonly [number, number],
  to: readonly [number, number],
): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}
