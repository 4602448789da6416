import type { Element } from '@xmldom/xmldom';
import { textWidth } from '../../src/text/text-layout';
import type { ReadSvg } from './read-svg';

/** The box that a line of text takes up, in pixels from the top left corner of the chart. */
export interface LineBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Every line of text that is drawn, wherever it stands in the tree. */
export function everyText(svg: ReadSvg): LineBox[] {
  return svg.all.filter(({ tagName }) => tagName === 'text').flatMap(linesOf);
}

function linesOf(text: Element): LineBox[] {
  const fontSize = Number(inherited(text, 'font-size') ?? 10);
  const bold = inherited(text, 'font-weight') === 'bold';
  const anchor = inherited(text, 'text-anchor') ?? 'start';
  const [x, y] = placeOf(text);
  const spans = Array.from(text.getElementsByTagName('tspan'));
  let baseline = y;
  const start = ems(text.getAttribute('y')) + ems(text.getAttribute('dy'));
  return (spans.length > 0 ? spans : [text]).map((line, index) => {
    const own = spans.length > 0 ? ems(line.getAttribute('y')) + ems(line.getAttribute('dy')) : 0;
    baseline += fontSize * (own + (index === 0 ? start : 0));
    // What the layout takes for the width is up to a sixth more than the width.
    const width = textWidth(line.textContent!, { fontSize, bold }) * 0.9;
    const left = x - { start: 0, middle: width / 2, end: width }[anchor as 'start'];
    return {
      text: line.textContent!,
      left,
      right: left + width,
      top: baseline - 0.7 * fontSize,
      bottom: baseline + 0.1 * fontSize,
    };
  });
}

function ems(attribute: string | null): number {
  return parseFloat(attribute ?? '0');
}

function inherited(element: Element, name: string): string | null {
  for (let at: Element | null = element; at?.getAttribute; at = at.parentNode as Element | null) {
    const value = at.getAttribute(name);
    if (value !== null && value !== '') return value;
  }
  return null;
}

function placeOf(element: Element): [number, number] {
  let [x, y] = [Number(element.getAttribute('x') ?? 0), 0];
  for (let at: Element | null = element; at?.getAttribute; at = at.parentNode as Element | null) {
    for (const found of (at.getAttribute('transform') ?? '').matchAll(
      /translate\(([-\d.]+),\s*([-\d.]+)\)/g,
    )) {
      x += Number(found[1]);
      y += Number(found[2]);
    }
  }
  return [x, y];
}
