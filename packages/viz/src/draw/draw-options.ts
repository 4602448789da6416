import { ArgumentError, checkChoice, checkOptions, show } from '@bnlab/arguments';
import type { Chart } from '../look/chart';
import type { Scheme } from '../look/palette';

/** How a chart is put into a page or a file. */
export interface DrawOptions {
  /**
   * The CSS `color-scheme` of the chart: `light`, `dark`, `light dark` for what the reader prefers, or `inherit` for that
   * of the page around it. Default: `inherit` for an element of a page, `light dark` for a file.
   */
  readonly colorScheme?: 'light' | 'dark' | 'light dark' | 'inherit';
  /** The prefix of the ids in the chart, for a page with several. Default: a number that counts up; in files `chart`. */
  readonly id?: string;
}

const colorSchemes = ['light', 'dark', 'light dark', 'inherit'] as const;

/**
 * Throws if `chart` is not a chart, an option is unknown, or a drawing option is invalid.
 *
 * @param known the names of the options that the caller takes
 */
export function checkDrawing(
  caller: string,
  chart: Chart,
  options: DrawOptions,
  known: readonly string[],
): void {
  if (typeof chart?.plot !== 'function') {
    throw new ArgumentError(
      caller,
      `chart must be what a chart function such as accuracyChart returns, got ${show(chart)}`,
    );
  }
  checkOptions(caller, options, known);
  const { colorScheme, id } = options;
  if (colorScheme !== undefined) checkChoice(caller, 'colorScheme', colorScheme, colorSchemes);
  if (id !== undefined && !(typeof id === 'string' && /^[^\s]+$/.test(id))) {
    throw new ArgumentError(caller, `id must be a string without spaces, got ${show(id)}`);
  }
}

/** The colors for programs that do not know `light-dark()`. */
export function fallbackScheme(colorScheme: DrawOptions['colorScheme']): Scheme {
  return colorScheme === 'dark' ? 'dark' : 'light';
}
