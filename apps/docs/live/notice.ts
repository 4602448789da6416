import { percent, short } from '../components/figure/format-number';
import type { PlaygroundSettings } from '../labs/playground/settings';
import type { NetworkFrame } from './network-frame';
import { updateRatio } from './draw-courses';
import { lookedImages } from './networks/look';
import type { ReadingView } from './reading-view';
import type { Lens } from './stage-layout';
import type { Pair } from './use-run';
import { weathers } from './weather';

/** A piece of a sentence; a number that belongs to a network has its color. */
export interface NoticePart {
  text: string;
  network?: 'without' | 'with';
}

const without = (text: string): NoticePart => ({ text, network: 'without' });
const withNorm = (text: string): NoticePart => ({ text, network: 'with' });

/** What there is to see right now, in one or two sentences: the first rule that fits. */
export function noticeOf(frames: Pair<NetworkFrame>, lens: Lens, settings: PlaygroundSettings): NoticePart[] {
  const [plain, normalized] = frames;
  if (plain.layers.length === 0) {
    return [
      { text: 'This browser trains with TensorFlow.js, which does not show the inside of the layers.' },
    ];
  }
  if (!Number.isFinite(plain.loss)) {
    return [
      { text: 'The ' },
      without('orange'),
      { text: ' network has left the range of floating-point numbers. The ' },
      withNorm('blue'),
      { text: ' one reads ' },
      withNorm(percent(normalized.accuracy)),
      { text: ' of new images.' },
    ];
  }
  return rules[lens](frames, settings);
}

const rules: Readonly<
  Record<Lens, (frames: Pair<NetworkFrame>, settings: PlaygroundSettings) => NoticePart[]>
> = {
  before: noticeOfValues,
  after: () => [
    { text: 'The output of each layer. The ' },
    withNorm('blue'),
    { text: ' network keeps the same mixture of quiet and active in every layer; compare each ' },
    without('orange'),
    { text: ' layer with the one before it.' },
  ],
  units: noticeOfUnits,
  gradients: ([a, b]) => [
    { text: 'How strongly each layer is told to change. First layer: ' },
    without(short(a.layers[0]!.gradient)),
    { text: ' and ' },
    withNorm(short(b.layers[0]!.gradient)),
    { text: '. One line of the grid is a factor of ten.' },
  ],
  updates: ([a, b], { learningRate }) => [
    { text: 'How far one step moves the weights of a layer, in parts of their length. First layer: ' },
    without(short(updateRatio(a.layers[0]!, learningRate))),
    { text: ' and ' },
    withNorm(short(updateRatio(b.layers[0]!, learningRate))),
    { text: '. Around 0.001 is usual; far more is a step too long, far less hardly learns.' },
  ],
  parameters: () => [
    { text: 'Only the ' },
    withNorm('blue'),
    {
      text: ' network has these. Each dot is the scale γ or the shift β of one unit. They start at 1 and 0 and are learned like weights.',
    },
  ],
};

function noticeOfValues([a, b]: Pair<NetworkFrame>): NoticePart[] {
  const last = a.layers.length - 1;
  const [plain, normalized] = [a.layers[last]!, b.layers[last]!];
  const name = `layer ${last + 1}`;
  const off = plain.before.above + plain.before.below;
  const isEarly = b.step > 0 && b.step < 60 && b.accuracy < 0.3;
  if (off > 0.3) {
    return [
      without(percent(off)),
      { text: ` of the values into ${name} lie off this scale (standard deviation ` },
      without(short(plain.deviation)),
      { text: '). Batch norm brings the same sums back to ' },
      withNorm(short(normalized.deviation)),
      { text: '.' },
    ];
  }
  if (isEarly) {
    return [
      { text: 'The ' },
      withNorm('blue'),
      {
        text: ' network learns already, but new images are read with moving averages, which still hold their start. It needs some fifty batches to show.',
      },
    ];
  }
  if (normalized.deviation > 3 * plain.deviation) {
    return [
      { text: `By ${name} the orange values have a standard deviation of ` },
      without(short(plain.deviation)),
      { text: '. So little reaches the output, and so little of the gradient comes back. Blue: ' },
      withNorm(short(normalized.deviation)),
      { text: ', whatever the weights.' },
    ];
  }
  return [
    { text: `Both networks spread their values into ${name}: standard deviation ` },
    without(short(plain.deviation)),
    { text: ' and ' },
    withNorm(short(normalized.deviation)),
    { text: '. The blue one has had that from batch 0.' },
  ];
}

function noticeOfUnits([a, b]: Pair<NetworkFrame>, { network }: PlaygroundSettings): NoticePart[] {
  const dead = [a, b].map(({ layers }) =>
    layers.map(({ live }) => live.filter((share) => share <= 0.001).length),
  );
  const [plain, normalized] = dead as [number[], number[]];
  const worst = plain.indexOf(Math.max(...plain));
  if (plain[worst]! > a.layers[worst]!.live.length / 2) {
    return [
      { text: `In layer ${worst + 1} of the orange network ` },
      without(String(plain[worst])),
      {
        text: ` of ${a.layers[worst]!.live.length} units respond to none of ${lookedImages[network]} images. Where all are dead, no gradient reaches the layers before. Blue: `,
      },
      withNorm(String(normalized[worst])),
      { text: '.' },
    ];
  }
  const sum = (counts: readonly number[]) => String(counts.reduce((total, count) => total + count, 0));
  return [
    {
      text: `Each square is a unit, stronger the more of ${lookedImages[network]} images it responds to; a cross responds to none. Click one to see its batch. Orange has `,
    },
    without(sum(plain)),
    { text: ' crosses, blue ' },
    withNorm(sum(normalized)),
    { text: '.' },
  ];
}

/** What both networks make of images that are shown or read in another way than while they trained. */
export function noticeOfReading(
  seen: Pair<NetworkFrame>,
  frames: Pair<NetworkFrame>,
  { weather, statistics }: ReadingView,
): NoticePart[] {
  const [plain, normalized] = seen;
  const [usualPlain, usualNormalized] = frames;
  const { label } = weathers.find(({ value }) => value === weather)!;
  return [
    { text: `${label[0]!.toUpperCase()}${label.slice(1)}, ` },
    {
      text:
        statistics === 'batch' ? 'read with their own statistics: ' : 'read with the averages of training: ',
    },
    without(percent(plain.accuracy)),
    { text: ' and ' },
    withNorm(percent(normalized.accuracy)),
    { text: ' are right, where it was ' },
    without(percent(usualPlain.accuracy)),
    { text: ' and ' },
    withNorm(percent(usualNormalized.accuracy)),
    { text: weather === 'clear' ? ' with the averages of training.' : ' of the images as trained.' },
  ];
}
