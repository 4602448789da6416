import { lessonPresets, type RunRecord } from '@bnlab/experiments';
import { readLessonRecords } from './lesson-records';

/** The recorded runs of one setting, thin enough for a page. */
export interface WallEntry {
  /** The preset's name, and the place of its story in the page. */
  readonly preset: string;
  readonly anchor: string;
  readonly title: string;
  readonly activation: string;
  readonly learningRate: number;
  /** Whether the starting weights are a hundred times too large. */
  readonly isBad: boolean;
  readonly batches: number;
  readonly steps: readonly number[];
  /** Validation accuracy in thousandths, by seed and step. */
  readonly without: readonly (readonly number[])[];
  readonly with: readonly (readonly number[])[];
}

/** Points of a curve at most. */
const POINTS = 50;
const ACTIVATIONS: Readonly<Record<string, string>> = { relu: 'ReLU', sigmoid: 'Sigmoid' };

/** All settings of the lesson that were recorded, in its order. */
export function experimentWall(): WallEntry[] {
  const records = readLessonRecords();
  return lessonPresets.flatMap((preset) => {
    const runs = records.get(preset.name) ?? [];
    const steps = runs[0]?.networks[0]?.steps;
    if (!steps) return [];
    const stride = Math.max(1, Math.floor((steps.length - 1) / POINTS));
    const isKept = (index: number) => index % stride === 0 || index === steps.length - 1;
    const curves = (batchNorm: boolean) =>
      runs.map((run) => curveOf(run, batchNorm).filter((_, i) => isKept(i)));
    return {
      preset: preset.name,
      anchor: preset.name.replaceAll('.', '-'),
      title: preset.title,
      activation: ACTIVATIONS[preset.activation] ?? preset.activation,
      learningRate: preset.learningRate,
      isBad: preset.standardDeviation > 1,
      batches: preset.trainingBatches,
      steps: steps.filter((_, index) => isKept(index)),
      without: curves(false),
      with: curves(true),
    };
  });
}

function curveOf({ networks }: RunRecord, batchNorm: boolean): number[] {
  const { validationAccuracy } = networks.find((network) => network.batchNorm === batchNorm)!;
  return validationAccuracy.map((accuracy) => Math.round(1000 * accuracy));
}
