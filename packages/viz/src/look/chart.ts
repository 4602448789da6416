import type { PlotOptions } from '@observablehq/plot';
import type { LineStyle, Scheme } from './palette';

/** The texts of a chart. */
export interface ChartWords {
  /** Title, and the accessible name of the chart. */
  readonly title: string;
  /** Line below the title; `''` for none. */
  readonly subtitle: string;
  /** Accessible description: the contents of the chart in words, with its numbers. */
  readonly description: string;
}

/** A chart before it is drawn, for `drawChart`, `toSvg` or `toPng`. */
export interface Chart extends ChartWords {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Styles of the lines, bars and bands, for the style sheet. */
  readonly styles: readonly LineStyle[];
  /**
   * The chart as options of Observable Plot, in the colors of one scheme. Programs that support `light-dark()` take the
   * colors from the style sheet instead.
   */
  plot(scheme: Scheme): PlotOptions;
}
