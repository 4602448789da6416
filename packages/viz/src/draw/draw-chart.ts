import * as Plot from '@observablehq/plot';
import { ArgumentError, checkChoice, checkOptions, show } from '@bnlab/arguments';
import type { Chart } from '../look/chart';
import { chartStyle, colorClass, fontFamily } from '../look/chart-style';
import { type Scheme, chrome } from '../look/palette';

/** Options of `toSvg`, and common options of `drawChart`. */
export interface DrawOptions {
  /**
   * CSS `color-scheme` of the chart: `light`, `dark`, `light dark` (the preference of the reader) or `inherit` (the scheme
   * of the page). Default: `inherit` for an element, `light dark` for a file.
   */
  readonly colorScheme?: 'light' | 'dark' | 'light dark' | 'inherit';
  /** Prefix of the ids in the chart, without spaces; unique in a page. Default: numbered for elements, `chart` for files. */
  readonly id?: string;
}

const colorSchemes = ['light', 'dark', 'light dark', 'inherit'] as const;

/**
 * Throws if `chart` is not a chart, an option is unknown, or a drawing option is invalid.
 *
 * @param known The names of the options of the caller.
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

/** The color scheme for programs without support for `light-dark()`. */
function fallbackScheme(colorScheme: DrawOptions['colorScheme']): Scheme {
  return colorScheme === 'dark' ? 'dark' : 'light';
}

/** Options of `drawChart`. */
export interface DrawChartOptions extends DrawOptions {
  /** Document that creates the elements. Default: the global `document`. */
  readonly document?: Document;
}

/** The names of {@link DrawChartOptions}. */
export const drawChartOptionNames = ['colorScheme', 'id', 'document'] as const;

let drawn = 0;

/**
 * Draws a chart as an SVG element for a page, with a name and a description for screen readers. By default its colors
 * follow the `color-scheme` of the page.
 *
 * @param chart A chart from one of the chart functions of this package.
 * @returns An element to append to the page.
 * @throws {ArgumentError} if there is no document, or an option is unknown or invalid.
 */
export function drawChart(chart: Chart, options: DrawChartOptions = {}): SVGSVGElement {
  return drawAs('drawChart', chart, options);
}

/** `drawChart`, with `caller` as the name of the function in errors. */
export function drawAs(caller: string, chart: Chart, options: DrawChartOptions): SVGSVGElement {
  checkDrawing(caller, chart, options, drawChartOptionNames);
  const { document = globalThis.document, id = `bnlab-chart-${++drawn}`, colorScheme = 'inherit' } = options;
  if (document === undefined) {
    throw new ArgumentError(
      caller,
      `document must be given where there is no page, got none; toSvg of '@bnlab/viz/node' needs none`,
    );
  }
  const svg = Plot.plot({ ...chart.plot(fallbackScheme(colorScheme)), document }) as SVGSVGElement;
  return finishSvg(svg, chart, { id, colorScheme });
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Gives a drawn chart its name and description, its style sheet and its background. */
function finishSvg(
  svg: SVGSVGElement,
  { title, description, styles }: Chart,
  { id, colorScheme }: Required<DrawOptions>,
): SVGSVGElement {
  const scheme = fallbackScheme(colorScheme);
  const add = (name: string, attributes: Record<string, string>, text = '') => {
    const element = svg.ownerDocument.createElementNS(svgNamespace, name);
    setAttributes(element, attributes);
    element.textContent = text;
    return element;
  };
  dropGroupNames(svg);
  setAttributes(svg, {
    xmlns: svgNamespace,
    role: 'img',
    'aria-labelledby': `${id}-title`,
    'aria-describedby': `${id}-description`,
    'font-family': fontFamily,
    color: chrome.text[scheme],
    style: `color-scheme: ${colorScheme}`,
  });
  svg.prepend(
    add('title', { id: `${id}-title` }, title),
    add('desc', { id: `${id}-description` }, description),
    add('style', {}, chartStyle(styles)),
    add('rect', {
      class: colorClass.background,
      width: '100%',
      height: '100%',
      fill: chrome.background[scheme],
    }),
  );
  return svg;
}

/** Plot names its groups; a name means nothing on an element without a role, and the chart is one picture. */
function dropGroupNames(svg: SVGSVGElement): void {
  for (const element of svg.querySelectorAll('[aria-label]')) element.removeAttribute('aria-label');
}

function setAttributes(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
