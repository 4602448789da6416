import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Colors } from '../../components/figure/colors';
import type { Stage } from '../../components/figure/use-canvas';
import { densityOf } from '../../live/density';
import { drawGradients } from '../../live/draw-courses';
import { drawRidges } from '../../live/draw-ridges';
import { drawValues } from '../../live/draw-values';
import type { LayerFrame } from '../../live/layer-frame';
import type { NetworkFrame } from '../../live/network-frame';
import { networks, stageLayout, type StageView } from '../../live/stage-layout';
import type { Pair } from '../../live/use-run';

/** Both networks are read on the ticks of their drawing: a scale of one network alone would show equal what is not. */
const LAYERS = 3;
const [WIDTH, HEIGHT] = [900, 400];
const PIXEL = 1;

globalThis.Path2D ??= class {
  moveTo() {}
  bezierCurveTo() {}
} as unknown as typeof Path2D;

type Point = readonly [x: number, y: number];

/** What was drawn: words with their places, filled outlines and dots by color. */
class Drawing {
  readonly words: { text: string; at: Point }[] = [];
  readonly fills: { color: string; outline: Point[] }[] = [];
  readonly dots: { color: string; at: Point }[] = [];

  get stage(): Stage {
    const { words, fills, dots } = this;
    let path: Point[] = [];
    const known = {
      fillStyle: '',
      strokeStyle: '',
      beginPath: () => (path = []),
      moveTo: (x: number, y: number) => path.push([x, y]),
      lineTo: (x: number, y: number) => path.push([x, y]),
      fill: () => fills.push({ color: known.fillStyle, outline: path }),
      arc: (x: number, y: number) => {
        // A ring has the color of its line, a dot that of its area.
        const color = known.fillStyle === 'bg' ? known.strokeStyle : known.fillStyle;
        dots.push({ color, at: [x, y] });
      },
      fillText: (text: string, x: number, y: number) => words.push({ text, at: [x, y] }),
    };
    const rest = () => undefined;
    const context = new Proxy(known, { get: (target, name): unknown => Reflect.get(target, name) ?? rest });
    const colors = new Proxy({}, { get: (_, name: string) => name });
    return {
      context: context as unknown as CanvasRenderingContext2D,
      ...{ width: WIDTH, height: HEIGHT, colors: colors as Colors },
    };
  }

  /** The ticks, in the order in which they were drawn. */
  get ticks(): { value: number; at: Point }[] {
    return this.words
      .filter(({ text }) => /^−?\d/.test(text))
      .map(({ text, at }) => ({ value: Number(text.replace('−', '-')), at }));
  }
}

/** Reads a value at a place between two ticks. */
function reader(ticks: readonly { value: number; at: Point }[], axis: 0 | 1) {
  const [first, last] = [ticks[0]!, ticks.at(-1)!];
  const perPixel = (last.value - first.value) / (last.at[axis] - first.at[axis]);
  return { read: (place: number) => first.value + (place - first.at[axis]) * perPixel, perPixel };
}

/** Where the middle of an outline lies along an axis, weighted by how far it stands out from its base. */
function middleOf(outline: readonly Point[], axis: 0 | 1): number {
  const base = outline[0]![1 - axis]!;
  const weights = outline.map((point) => Math.abs(point[1 - axis]! - base));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return outline.reduce((sum, point, i) => sum + point[axis] * weights[i]!, 0) / total;
}

function layerAt(value: number, output: number, gradient: number): LayerFrame {
  const around = (center: number) => densityOf({ from: center - 0.1, to: center + 0.1, counts: [1] });
  return {
    ...{ before: around(value), after: around(output) },
    ...{ deviation: 0.1, low: value - 0.1, median: value, high: value + 0.1 },
    ...{ live: new Float32Array(1), gradient, weights: 1 },
  };
}

const layer = fc.record({
  value: fc.double({ min: -3.5, max: 3.5, noNaN: true }),
  output: fc.double({ min: -0.8, max: 0.8, noNaN: true }),
  power: fc.double({ min: -5, max: 2, noNaN: true }),
});
const layers = fc.array(layer, { minLength: LAYERS, maxLength: LAYERS });
const pair = fc.tuple(layers, layers);
type Values = typeof pair extends fc.Arbitrary<infer T> ? T : never;

const framesOf = (values: Values) =>
  values.map((network) =>
    network.map(({ value, output, power }) => layerAt(value, output, 10 ** power)),
  ) as unknown as Pair<LayerFrame[]>;

function viewOf(values: Values): StageView {
  const a = framesOf(values).map((seen) => ({ layers: seen })) as unknown as Pair<NetworkFrame>;
  const history = a.map((frame) => [frame]) as unknown as StageView['history'];
  return { activation: 'tanh', learningRate: 0.1, a, b: undefined, t: 0, history, at: 0 };
}

function draw(paint: (stage: Stage) => void): Drawing {
  const drawing = new Drawing();
  paint(drawing.stage);
  return drawing;
}

/** For all pairs of networks, and for each of the two. */
function check(
  property: (values: Values, network: { name: (typeof networks)[number]; index: 0 | 1 }) => void,
): void {
  fc.assert(
    fc.property(pair, (values) => {
      networks.forEach((name, index) => property(values, { name, index: index as 0 | 1 }));
    }),
    { seed: 1, numRuns: 50 },
  );
}

/** As far as a pixel can be read. */
function expectRead(places: readonly number[], values: readonly number[], scale: ReturnType<typeof reader>) {
  expect(places).toHaveLength(values.length);
  places.forEach((place, i) => {
    expect(Math.abs(scale.read(place) - values[i]!)).toBeLessThan(2 * PIXEL * Math.abs(scale.perPixel));
  });
}

describe('the ticks of the playground hold for both networks', () => {
  test('of medians and distributions before the activation', () => {
    check((values, { name, index }) => {
      const { ticks, dots, fills } = draw((stage) =>
        drawValues(stageLayout(stage, LAYERS), viewOf(values), 'before'),
      );
      const shown = values[index].map(({ value }) => value);
      const scale = reader(ticks, 1);
      const mine = <T extends { color: string }>(marks: T[]) => marks.filter(({ color }) => color === name);
      expectRead(
        mine(dots).map(({ at }) => at[1]),
        shown,
        scale,
      );
      expectRead(
        mine(fills).map(({ outline }) => middleOf(outline, 1)),
        shown,
        scale,
      );
    });
  });

  test('of distributions after the activation', () => {
    check((values, { name, index }) => {
      const { ticks, fills } = draw((stage) =>
        drawValues(stageLayout(stage, LAYERS), viewOf(values), 'after'),
      );
      const middles = fills.filter(({ color }) => color === name).map(({ outline }) => middleOf(outline, 1));
      const cellInPixels = 5;
      const scale = reader(ticks, 1);
      middles.forEach((middle, i) => {
        const error = Math.abs(scale.read(middle) - values[index][i]!.output);
        expect(error).toBeLessThan(cellInPixels * Math.abs(scale.perPixel));
      });
      expect(middles).toHaveLength(LAYERS);
    });
  });

  test('of the lengths of gradients', () => {
    check((values, { name, index }) => {
      const { words, dots } = draw((stage) => drawGradients(stageLayout(stage, LAYERS), viewOf(values)));
      const powerAt = (label: string, value: number) => ({
        value,
        at: words.find(({ text }) => text === label)!.at,
      });
      expectRead(
        dots.filter(({ color }) => color === name).map(({ at }) => at[1]),
        values[index].map(({ power }) => power),
        reader([powerAt('10⁻⁵', -5), powerAt('100', 2)], 1),
      );
    });
  });
});

test("the ticks of home's two columns hold for both networks, and are equally far apart", () => {
  check((values, { name, index }) => {
    const { ticks, fills } = draw((stage) =>
      drawRidges(stage, { layers: framesOf(values), next: undefined, t: 0, activation: 'tanh' }),
    );
    const half = ticks.length / 2;
    const scales = [reader(ticks.slice(0, half), 0), reader(ticks.slice(half), 0)] as const;
    expect(scales[0].perPixel).toBeCloseTo(scales[1].perPixel, 12);
    const middles = fills.filter(({ color }) => color === name).map(({ outline }) => middleOf(outline, 0));
    expectRead(
      middles,
      values[index].map(({ value }) => value),
      scales[index],
    );
  });
});
