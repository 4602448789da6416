import type { PlotOptions } from '@observablehq/plot';
import { accuracySeries } from './accuracy-series';
import { chartFrame, padding } from './chart-frame';
import { checkChartOptions, type ChartOptions } from './chart-options';
import { chartClass, chartStyle } from './chart-style';
import { chartWords, type ChartWords } from './chart-words';
import { checkRecords } from './check-records';
import { endLabel, labelOffset, labelsHeight, labelTops } from './end-labels';
import { frameMarks } from './frame-marks';
import { labelMarks } from './label-marks';
import { lineMarks } from './line-marks';
import { lineStyles } from './palette';
import type { RunRecord } from './run-record';

/** A chart before it is drawn. */
export interface Chart {
  readonly plot: PlotOptions;
  readonly words: ChartWords;
  readonly style: string;
}

/** The chart of `accuracyPlot`, as options of Observable Plot and what it takes around them. */
export function accuracyChart(caller: string, records: readonly RunRecord[], options: ChartOptions): Chart {
  checkRecords(caller, records);
  checkChartOptions(caller, options);
  const { width = 720, height = 440 } = options;

  const series = accuracySeries(records);
  const styles = lineStyles(series);
  const steps = series.flatMap(({ runs }) => runs.flatMap(({ points }) => points.map(({ step }) => step)));
  const lastStep = steps.reduce((last, step) => Math.max(last, step), options.lastStep ?? 0) || 1;
  const words = chartWords(records, series, { ...options, lastStep });

  const labels = series.map((one) => endLabel(one, { maxWidth: 0.36 * width - padding - labelOffset }));
  const rightMargin = labelOffset + Math.max(...labels.map((label) => label.width)) + padding;
  const frame = chartFrame(words, { width, height, rightMargin });
  const leastHeight = Math.ceil(height - (frame.bottom - frame.top) + Math.max(labelsHeight(labels), 80));
  if (height < leastHeight) {
    throw new RangeError(
      `${caller}: height must be ${leastHeight} pixels or more for these labels, got ${height}`,
    );
  }

  const tops = labelTops(labels, frame);
  // Programs that do not know light-dark() draw this one.
  const scheme = options.colorScheme === 'dark' ? 'dark' : 'light';
  return {
    words,
    style: chartStyle(styles),
    plot: {
      className: chartClass,
      width,
      height,
      marginLeft: frame.left,
      marginRight: width - frame.right,
      marginTop: frame.top,
      marginBottom: height - frame.bottom,
      x: { type: 'linear', domain: [0, lastStep] },
      y: { type: 'linear', domain: [0, 1] },
      marks: [
        ...frameMarks(frame, scheme),
        ...series.flatMap((one, index) => lineMarks(one, styles[index]!, scheme)),
        ...labels.flatMap((label, index) =>
          labelMarks(label, { frame, top: tops[index]!, lastStep, style: styles[index]!, scheme }),
        ),
      ],
    },
  };
}
