import type { PlotOptions } from '@observablehq/plot';
import type { LineStyle, Scheme } from './palette';

/** The words above a chart, and those for people who cannot see it. */
export interface ChartWords {
  /** The headline, which is also what a screen reader calls the chart. */
  readonly title: string;
  /** The line below the headline; `''` where there is none. */
  readonly subtitle: string;
  /** What the chart shows, with its numbers, in words: for people who cannot see it. */
  readonly description: string;
}

/** A chart before it is drawn: words, a size, and marks. It knows neither a page nor a file. */
export interface Chart extends ChartWords {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** The styles of its lines, bars and bands, whose colors the style sheet names. */
  readonly styles: readonly LineStyle[];
  /**
   * The chart as options of Observable Plot. The colors of the scheme are those of programs that do not know
   * `light-dark()`; in others the style sheet decides.
   */
  plot(scheme: Scheme): PlotOptions;
}
