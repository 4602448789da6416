import { lessonPresets, lessonTable as describeLesson, markdownTable } from '@bnlab/experiments';
import { readLessonRecords } from '../../data/lesson-records';

/** The Markdown of one table with all of the lesson's experiments: the recorded runs beside the published one. */
export function lessonTable(): string {
  const records = [...readLessonRecords().values()].flat();
  const table = describeLesson(
    records,
    lessonPresets.map(({ name }) => name),
  );
  if (!table) return '<p class="missing-record">No run of the lesson has been recorded yet.</p>';
  const rows = table.rows.map(({ id, cells: [, ...cells] }) => ({
    id,
    cells: [link(id), ...cells.map(rangeBelow)],
  }));
  return markdownTable({ ...table, rows });
}

/** Eight columns fit beside each other if the range of a median stands below it. */
function rangeBelow(cell: string): string {
  return cell.replace(' (', '<br>(');
}

function link(preset: string): string {
  const chapter = preset.endsWith('-again') && preset.startsWith('bad') ? 'when-it-fails' : 'experiments';
  return `[${preset}](./lesson/${chapter}#${experimentAnchor(preset)})`;
}

/** The id of an experiment in its chapter. Without dots, which CSS selectors would take for classes. */
export function experimentAnchor(preset: string): string {
  return preset.replaceAll('.', '-');
}
