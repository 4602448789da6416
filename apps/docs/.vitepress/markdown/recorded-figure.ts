import { count, percent } from '../../data/format';
import { readLessonRecords } from '../../data/lesson-records';
import { summarizeRuns } from '../../data/summarize-runs';

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
  const { test, validation, failed, seeds, stepsTo } = summarizeRuns(records)[network];
  const steps = (accuracy: 80 | 90 | 95) => (stepsTo[accuracy] === null ? 'never' : count(stepsTo[accuracy]));
  const figures: Readonly<Record<string, string>> = {
    test: percent(test.median),
    validation: percent(validation.median),
    lowest: percent(test.lowest),
    highest: percent(test.highest),
    failed: String(failed),
    seeds: String(seeds),
    'steps-to-80': steps(80),
    'steps-to-90': steps(90),
    'steps-to-95': steps(95),
  };
  const text = figures[figure];
  if (text === undefined) {
    const choices = Object.keys(figures).join(', ');
    throw new Error(`recordedFigure: figure must be one of ${choices}, got '${figure}'`);
  }
  return `<span class="recorded">${text}</span>`;
}
