import { readLessonRecords } from './lesson-records';
import { summarizeRuns, type PresetSummary } from './summarize-runs';

/** What was recorded of each preset, by its name; read when the site is built. */
export type LessonSummary = Readonly<Record<string, PresetSummary>>;

declare const data: LessonSummary;
export { data };

export default {
  watch: ['../../../packages/experiments/results/**/*.json'],
  load(): LessonSummary {
    return Object.fromEntries(
      [...readLessonRecords()].map(([preset, records]) => [preset, summarizeRuns(records)]),
    );
  },
};
