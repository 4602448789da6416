import { presets, quartiles, reproductions, type RunRecord } from '@bnlab/experiments';
import { percent } from './lesson-section';
import { markdownTable } from './report-markdown';

/** Experiments that show the most in the fewest rows. */
const headlines = ['relu-lr0.01-2000', 'sigmoid-lr0.01', 'relu-lr1', 'bad-sigmoid-lr0.01'];

/** A few experiments of the lesson in one small table, for a first page: medians of test accuracy over seeds. */
export function headlineMarkdown(records: readonly RunRecord[]): string {
  const rows = headlines.map((name) => {
    const rows = records.filter(({ preset }) => preset === name).flatMap(reproductions);
    const title = presets.find((preset) => preset.name === name)!.title;
    const cells = [false, true].flatMap((batchNorm) => {
      const ofNetwork = rows.filter(({ network }) => network.batchNorm === batchNorm);
      return [
        percent(quartiles(ofNetwork.map(({ value }) => value)).median),
        percent(ofNetwork[0]!.published),
      ];
    });
    return [title, ...cells];
  });
  return markdownTable(['test accuracy', 'without', 'the lesson', 'with batch norm', 'the lesson'], rows);
}
