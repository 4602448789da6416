import { type ChartOptions, checkChartOptions } from '../chart/chart-options';

export interface SweepCurveOptions extends ChartOptions {
  /** What was swept, such as `Learning rate`: the name of the horizontal axis. */
  readonly setting: string;
  /** What was measured: the name of the vertical axis. Default: `Test accuracy`. */
  readonly measure?: string;
  /** `log` gives every factor the same room; all values of the setting must be above 0. Default: `linear`. */
  readonly scale?: 'linear' | 'log';
  /** Whether the measure is a share, 0 to 1, drawn as a percentage, or any other number. Default: `share`. */
  readonly format?: 'share' | 'number';
}

/** Refuses options that no sweep can be drawn with. */
export function checkSweepOptions(caller: string, options: SweepCurveOptions): void {
  checkChartOptions(caller, options);
  const { setting, measure, scale = 'linear', format = 'share' } = options;
  if (typeof setting !== 'string' || setting === '') {
    throw new TypeError(
      `${caller}: setting must say what was swept, such as 'Learning rate', got ${setting === '' ? 'nothing' : typeof setting}`,
    );
  }
  if (measure !== undefined && typeof measure !== 'string') {
    throw new TypeError(`${caller}: measure must be a string, got ${typeof measure}`);
  }
  if (!['linear', 'log'].includes(scale)) {
    throw new RangeError(`${caller}: scale must be 'linear' or 'log', got '${scale}'`);
  }
  if (!['share', 'number'].includes(format)) {
    throw new RangeError(`${caller}: format must be 'share' or 'number', got '${format}'`);
  }
}
