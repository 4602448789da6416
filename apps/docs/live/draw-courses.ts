import { short } from '../components/figure/format-number';
import type { LayerFrame } from './layer-frame';
import {
  gridLine,
  labelBelow,
  networks,
  readingBelow,
  type StageLayout,
  type StageView,
} from './stage-layout';

/** Powers of ten of the shared scale. */
const [LOWEST, HIGHEST] = [-5, 2];
const POWERS = ['10⁻⁵', '10⁻⁴', '10⁻³', '0.01', '0.1', '1', '10', '100'];

/** A number of each layer over the run. */
interface Course {
  label: string;
  valueOf: (layer: LayerFrame) => number;
}

/** The length of the gradient of each layer's weights. */
export function drawGradients(layout: StageLayout, view: StageView): void {
  drawCourse(layout, view, { label: 'length of the gradient', valueOf: ({ gradient }) => gradient });
}

/** How far a step moves each layer's weights, in parts of their length. */
export function drawUpdates(layout: StageLayout, view: StageView): void {
  const valueOf = (layer: LayerFrame) => updateRatio(layer, view.learningRate);
  drawCourse(layout, view, { label: 'step ÷ weights', valueOf });
}

/** Gradient descent moves weights by the learning rate times their gradient. */
export function updateRatio({ gradient, weights }: LayerFrame, learningRate: number): number {
  return (learningRate * gradient) / weights;
}

/** A line per network and layer, all on one logarithmic scale. */
function drawCourse(
  layout: StageLayout,
  { history, at }: StageView,
  { label: words, valueOf }: Course,
): void {
  const { context, left, column, top, inner, layers, colors } = layout;
  const y = (value: number) => {
    const power = Math.max(LOWEST, Math.min(HIGHEST, Math.log10(Math.max(value, 1e-12))));
    return top + ((HIGHEST - power) / (HIGHEST - LOWEST)) * inner;
  };
  POWERS.forEach((label, index) => gridLine(layout, y(10 ** (LOWEST + index)), label));
  const last = Math.max(1, Math.max(history[0].length, history[1].length) - 1);
  for (let layer = 0; layer < layers; layer++) {
    const start = left + column * (layer + 0.08);
    const x = (frame: number) => start + (column * 0.84 * frame) / last;
    networks.forEach((name, index) => {
      const seen = history[index as 0 | 1].slice(0, at + 1);
      const values = seen.map((frame) => valueOf(frame.layers[layer]!));
      context.strokeStyle = colors[name];
      context.lineWidth = 2;
      context.setLineDash(index === 0 ? [5, 3] : []);
      context.beginPath();
      values.forEach((value, frame) => {
        if (Number.isFinite(value)) context.lineTo(x(frame), y(value));
      });
      context.stroke();
      context.setLineDash([]);
      const now = values.at(-1)!;
      if (Number.isFinite(now)) {
        context.fillStyle = colors[name];
        context.beginPath();
        context.arc(x(values.length - 1), y(now), 4, 0, 7);
        context.fill();
      }
      readingBelow(layout, layer, index as 0 | 1, short(now));
    });
    labelBelow(layout, layer, words);
  }
}
