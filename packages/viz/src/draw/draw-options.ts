import type { Scheme } from '../look/palette';

/** How a chart is put into a page or a file. */
export interface DrawOptions {
  /**
   * The CSS `color-scheme` of the chart: `light`, `dark`, `light dark` for what the reader prefers, or `inherit` for that
   * of the page around it. Default: `inherit` for an element of a page, `light dark` for a file.
   */
  readonly colorScheme?: 'light' | 'dark' | 'light dark' | 'inherit';
  /** What the ids in the chart start with, for a page with several. Default: a number that counts up; in files `chart`. */
  readonly id?: string;
}

const colorSchemes = ['light', 'dark', 'light dark', 'inherit'];

/** Refuses options that no chart can be put anywhere with. */
export function checkDrawOptions(caller: string, { colorScheme, id }: DrawOptions): void {
  if (colorScheme !== undefined && !colorSchemes.includes(colorScheme)) {
    const choices = colorSchemes.map((choice) => `'${choice}'`).join(', ');
    throw new RangeError(`${caller}: colorScheme must be one of ${choices}, got '${String(colorScheme)}'`);
  }
  if (id !== undefined && !/^[^\s]+$/.test(id)) {
    throw new RangeError(`${caller}: id must be a string without spaces, got '${id}'`);
  }
}

/** The colors for programs that do not know `light-dark()`. */
export function fallbackScheme(colorScheme: DrawOptions['colorScheme']): Scheme {
  return colorScheme === 'dark' ? 'dark' : 'light';
}
