import { count, percent, summarizeNetworks } from '@bnlab/experiments';
import { readLessonRecords } from '../../data/lesson-records';

/** What a `<RecordedFigure />` asks for. */
export interface RecordedFigure {
  preset: string;
  network: 'with' | 'without';
  /** `test`, `validation`, `lowest`, `highest`, `failed`, `seeds`, or `steps-to-80`, `-90` or `-95`. */
  figure: string;
}

/** One recorded number in a sentence: of accuracies the median over seeds. */
export function recordedFigure({ preset, network, figure }: RecordedFigure): string {
  const records = readLessonRecords().get(preset);
  if (!records) return '<span class="recorded missing">(not recorded yet)</span>';
  const networks = records
    .flatMap((record) => record.networks)
    .filter(({ batchNorm }) => batchNorm === (network === 'with'));
  const { testAccuracy, validationAccuracy, failed, reach } = summarizeNetworks(networks);
  const share = (value: number) => percent(value, 1).replace(' ', '\u00a0');
  const steps = (accuracy: number) => {
    const median = reach.find((one) => one.accuracy === accuracy)!.steps.median;
    return median === null ? 'never' : count(median);
  };
  const figures: Readonly<Record<string, string>> = {
    test: share(testAccuracy.median),
    validation: share(validationAccuracy.median),
    lowest: share(testAccuracy.lowest),
    highest: share(testAccuracy.highest),
    failed: String(Math.round(failed * networks.length)),
    seeds: String(networks.length),
    'steps-to-80': steps(0.8),
    'steps-to-90': steps(0.9),
    'steps-to-95': steps(0.95),
  };
  const text = figures[figure];
  if (text === undefined) {
    const choices = Object.keys(figures).join(', ');
    throw new Error(`recordedFigure: figure must be one of ${choices}, got '${figure}'`);
  }
  return `<span class="recorded">${text}</span>`;
}
