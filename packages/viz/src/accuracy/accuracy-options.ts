import { type ChartOptions, checkChartOptions } from '../chart/chart-options';

export interface AccuracyOptions extends ChartOptions {
  /** The step at which the axis ends, or later if the data go on. Default: the last step measured. */
  readonly lastStep?: number;
}

/** Refuses options that no chart over training steps can be drawn with. */
export function checkAccuracyOptions(caller: string, { lastStep, ...options }: AccuracyOptions): void {
  checkChartOptions(caller, options);
  if (lastStep !== undefined && !(Number.isFinite(lastStep) && lastStep > 0)) {
    throw new RangeError(`${caller}: lastStep must be a step past 0, got ${lastStep}`);
  }
}
