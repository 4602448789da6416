/** What a chart may be told besides its data. */
export interface ChartOptions {
  /** Width in pixels, 280 or more. Default: 720. A page narrower than that scales the chart down. */
  readonly width?: number;
  /** Height in pixels, with room for a label at the end of each line. Default: 440. */
  readonly height?: number;
  /** The headline. Default: says whether the networks have batch normalization. */
  readonly title?: string;
  /** The line below it; `''` for none. Default: preset, seeds and learning rate of the records. */
  readonly subtitle?: string;
  /** The step at which the axis ends, or later if the data go on. Default: the last step measured. */
  readonly lastStep?: number;
  /**
   * The CSS `color-scheme` of the chart: `light`, `dark`, `light dark` for what the reader prefers, or `inherit` for that
   * of the page around it. Default: `inherit`; `accuracySvg`: `light dark`, as a file has no page around it.
   */
  readonly colorScheme?: 'light' | 'dark' | 'light dark' | 'inherit';
  /** What the ids in the chart start with, for a page with several. Default: a number that counts up. */
  readonly id?: string;
}

/** Charts narrower than this have no room for both lines and labels. */
const leastWidth = 280;

/** Refuses options that no chart can be drawn with. */
export function checkChartOptions(caller: string, { width, height, lastStep }: ChartOptions): void {
  if (width !== undefined && !(Number.isFinite(width) && width >= leastWidth)) {
    throw new RangeError(`${caller}: width must be ${leastWidth} pixels or more, got ${width}`);
  }
  if (height !== undefined && !Number.isFinite(height)) {
    throw new RangeError(`${caller}: height must be a number of pixels, got ${height}`);
  }
  if (lastStep !== undefined && !(Number.isFinite(lastStep) && lastStep > 0)) {
    throw new RangeError(`${caller}: lastStep must be a step past 0, got ${lastStep}`);
  }
}
