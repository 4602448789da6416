import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';

/** Options common to all charts. */
export interface ChartOptions {
  /** Width in pixels, 280 or more; a narrower page scales the chart down. Default: 720, or more if the panels need it. */
  readonly width?: number;
  /** Height in pixels, including the labels. Default: depends on the chart and its data. */
  readonly height?: number;
  /** Title. Default: a description of the contents. */
  readonly title?: string;
  /** Line below the title; `''` for none. Default: the source of the data, or how to read the marks. */
  readonly subtitle?: string;
}

/** The names of the options common to all charts. */
export const chartOptionNames = ['width', 'height', 'title', 'subtitle'] as const;

/** Charts narrower than this have no room for both marks and labels. */
const leastWidth = 280;

/**
 * Throws if an option is unknown or a common chart option is invalid.
 *
 * @param own the names of the options that the caller takes besides the common ones
 */
export function checkChartOptions(caller: string, options: ChartOptions, own: readonly string[] = []): void {
  checkOptions(caller, options, [...own, ...chartOptionNames]);
  const { width, height, title, subtitle } = options;
  if (width !== undefined && !(Number.isFinite(width) && width >= leastWidth)) {
    throw new ArgumentError(caller, `width must be ${leastWidth} pixels or more, got ${show(width)}`);
  }
  if (height !== undefined) checkNumber(caller, 'height', height);
  checkText(caller, { title, subtitle });
}

/** Throws unless each of the texts is a string or left out. */
export function checkText(caller: string, texts: Readonly<Record<string, unknown>>): void {
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined || typeof text === 'string') continue;
    throw new ArgumentError(caller, `${name} must be a string, got ${show(text)}`);
  }
}

/** Throws unless a name that the chart cannot do without is a string that is not empty. */
export function checkName(caller: string, name: string, text: unknown, hint: string): void {
  if (typeof text === 'string' && text !== '') return;
  throw new ArgumentError(caller, `${name} must ${hint}, got ${show(text)}`);
}

/** Throws if a height leaves too little room between the words of a chart and its lower edge. */
export function checkHeight(caller: string, height: number, least: number, what: string): void {
  checkRoom(caller, { name: 'height', size: height, least, what });
}

/** Throws if a width leaves too little room for what stands side by side. */
export function checkWidth(caller: string, width: number, least: number, what: string): void {
  checkRoom(caller, { name: 'width', size: width, least, what });
}

function checkRoom(
  caller: string,
  { name, size, least, what }: { name: string; size: number; least: number; what: string },
): void {
  if (size >= least) return;
  throw new ArgumentError(
    caller,
    `${name} must be ${Math.ceil(least)} pixels or more for ${what}, got ${size}`,
  );
}
