import { font, type Colors } from '../components/figure/colors';
import type { Stage } from '../components/figure/use-canvas';
import { spreadScale, type Trial } from './spread-scale';

/** The reader's trainings above the slider: each leaves an orange square and a blue circle over its spread. */
export function drawTrials(
  { context, width, height, colors }: Stage,
  { trials, spread }: { trials: readonly Trial[]; spread: number },
): void {
  const x = (value: number) => 10 + spreadScale.positionOf(value) * (width - 20);
  const y = (accuracy: number) => 6 + (1 - accuracy) * (height - 12);
  context.font = font(12);
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const share of [0.1, 1]) {
    context.strokeStyle = colors.line;
    context.beginPath();
    context.moveTo(0, Math.round(y(share)) + 0.5);
    context.lineTo(width, Math.round(y(share)) + 0.5);
    context.stroke();
  }
  context.fillStyle = colors.quiet;
  context.textAlign = 'right';
  context.fillText('100 % right', width, y(1) + 11);
  context.fillText('guessing', width, y(0.1) - 9);
  if (trials.length === 0 && height > 80) {
    const isLeft = spreadScale.positionOf(spread) < 0.5;
    context.textAlign = isLeft ? 'right' : 'left';
    context.fillText('each training leaves two marks here', isLeft ? width : 0, y(0.55));
  }
  context.strokeStyle = colors.text;
  context.globalAlpha = 0.4;
  context.beginPath();
  context.moveTo(x(spread), y(1));
  context.lineTo(x(spread), height);
  context.stroke();
  context.globalAlpha = 1;
  for (const trial of trials) {
    drawMarks(context, colors, { x: x(trial.spread), without: y(trial.without), with: y(trial.with) });
  }
}

/** The two marks of a training; they step aside where they would cover each other. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  colors: Colors,
  at: { x: number; without: number; with: number },
): void {
  const apart = Math.abs(at.without - at.with) < 10 ? 5 : 0;
  context.strokeStyle = colors.bg;
  context.lineWidth = 1.5;
  context.fillStyle = colors.with;
  context.beginPath();
  context.arc(at.x + apart, at.with, 5.5, 0, 7);
  context.fill();
  context.stroke();
  context.fillStyle = colors.without;
  context.beginPath();
  context.rect(at.x - 5 - apart, at.without - 5, 10, 10);
  context.fill();
  context.stroke();
}
