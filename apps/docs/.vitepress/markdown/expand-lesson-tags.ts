import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { benchmarkTables } from './benchmark-tables';
import { experimentMarkdown, recordedRuns } from './experiment-markdown';
import { lawsMatrix } from './laws-matrix';
import { layerSpeeds } from './layer-speeds';
import { lessonTable } from './lesson-table';
import { papersTable } from './papers-table';
import { readmeTable } from './readme-table';
import { recordedFigure, type RecordedFigure } from './recorded-figure';
import { runnable } from './runnable';
import { sweepMarkdown } from './sweep-markdown';
import { sweepVerdicts } from './sweep-verdicts';

/**
 * Puts into the pages, as they are built, what these tags stand for:
 *
 * - `<RunnableExample file="x" />`: the source of `examples/x.ts` as a code block, which is what readers without scripts
 *   and search engines see, and what the editor starts from;
 * - `<Experiment preset="x">` words `</Experiment>`: a fold with the words, what was recorded of the preset, and the
 *   program that runs it;
 * - `<RecordedRuns preset="x" />`: what was recorded of a preset that is not run in the page;
 * - `<RecordedFigure preset="x" network="with" figure="test" />`: one recorded number in a sentence;
 * - `<Sweep name="x" />`: what a sweep was to show, whether it did, and its charts;
 * - `<LessonTable />`, `<SweepVerdicts />`, `<PapersTable />`, `<LawsMatrix />`, `<BenchmarkTables />` and `<LayerSpeeds />`:
 *   the committed results;
 * - `<ReadmeTable of="x" />`: the table of `results/x.json` in the README of `@bnlab/layers`.
 */
export function expandLessonTags({ examples }: { examples: string }): Plugin {
  return {
    name: 'bnlab:lesson-tags',
    enforce: 'pre',
    transform(markdown, id) {
      if (!id.endsWith('.md')) return undefined;
      return markdown
        .replace(/^<RunnableExample file="([\w-]+)" \/>$/gm, (_tag, file: string) => {
          const path = `${examples}/${file}.ts`;
          this.addWatchFile(path);
          return runnable(file, readFileSync(path, 'utf8'));
        })
        .replace(
          /^<Experiment preset="([\w.-]+)">$([\s\S]*?)^<\/Experiment>$/gm,
          (_tag, preset: string, words: string) => {
            const path = `${examples}/experiment.ts`;
            this.addWatchFile(path);
            return experimentMarkdown(preset, readFileSync(path, 'utf8'), words);
          },
        )
        .replace(/^<RecordedRuns preset="([\w.-]+)" \/>$/gm, (_tag, preset: string) => recordedRuns(preset))
        .replace(
          /<RecordedFigure preset="([\w.-]+)" network="(with|without)" figure="([\w-]+)" \/>/g,
          (_tag, preset: string, network: RecordedFigure['network'], figure: string) =>
            recordedFigure({ preset, network, figure }),
        )
        .replace(/^<Sweep name="([\w-]+)" \/>$/gm, (_tag, name: string) => sweepMarkdown(name))
        .replace(/^<LessonTable \/>$/gm, lessonTable)
        .replace(/^<SweepVerdicts \/>$/gm, sweepVerdicts)
        .replace(/^<PapersTable \/>$/gm, papersTable)
        .replace(/^<LawsMatrix \/>$/gm, lawsMatrix)
        .replace(/^<BenchmarkTables \/>$/gm, benchmarkTables)
        .replace(/^<LayerSpeeds \/>$/gm, layerSpeeds)
        .replace(/^<ReadmeTable of="([\w-]+)" \/>$/gm, (_tag, name: string) => readmeTable(name));
    },
  };
}
