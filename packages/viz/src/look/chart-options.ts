/** What every chart may be told besides its data. */
export interface ChartOptions {
  /** Width in pixels, 280 or more. A page narrower than that scales the chart down. Default: 720, or what the panels need. */
  readonly width?: number;
  /** Height in pixels, with room for the labels. Default: what suits the kind of chart and its data. */
  readonly height?: number;
  /** The headline. Default: says what the chart shows. */
  readonly title?: string;
  /** The line below it; `''` for none. Default: says what the data come from, or how to read the marks. */
  readonly subtitle?: string;
}

/** Charts narrower than this have no room for both marks and labels. */
const leastWidth = 280;

/** Refuses options that no chart can be drawn with. */
export function checkChartOptions(caller: string, { width, height, title, subtitle }: ChartOptions): void {
  if (width !== undefined && !(Number.isFinite(width) && width >= leastWidth)) {
    throw new RangeError(`${caller}: width must be ${leastWidth} pixels or more, got ${width}`);
  }
  if (height !== undefined && !Number.isFinite(height)) {
    throw new RangeError(`${caller}: height must be a number of pixels, got ${height}`);
  }
  for (const [name, text] of Object.entries({ title, subtitle })) {
    if (text !== undefined && typeof text !== 'string') {
      throw new TypeError(`${caller}: ${name} must be a string, got ${typeof text}`);
    }
  }
}

/** Refuses a height that leaves too little between the words of a chart and its lower edge. */
export function checkHeight(caller: string, height: number, least: number, what: string): void {
  if (height < least) {
    throw new RangeError(
      `${caller}: height must be ${Math.ceil(least)} pixels or more for ${what}, got ${height}`,
    );
  }
}

/** Refuses a width that leaves too little for what stands side by side. */
export function checkWidth(caller: string, width: number, least: number, what: string): void {
  if (width < least) {
    throw new RangeError(
      `${caller}: width must be ${Math.ceil(least)} pixels or more for ${what}, got ${width}`,
    );
  }
}
