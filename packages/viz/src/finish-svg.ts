import type { Chart } from './accuracy-chart';
import type { ChartOptions } from './chart-options';
import { colorClass, fontFamily } from './chart-style';
import { chrome } from './palette';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Gives a drawn chart its name and description, its style sheet and its background. */
export function finishSvg(
  svg: SVGSVGElement,
  { words, style }: Chart,
  { id, colorScheme }: { id: string; colorScheme: NonNullable<ChartOptions['colorScheme']> },
): SVGSVGElement {
  const scheme = colorScheme === 'dark' ? 'dark' : 'light';
  const add = (name: string, attributes: Record<string, string>, text = '') => {
    const element = svg.ownerDocument.createElementNS(svgNamespace, name);
    setAttributes(element, attributes);
    element.textContent = text;
    return element;
  };
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
    add('title', { id: `${id}-title` }, words.title),
    add('desc', { id: `${id}-description` }, words.description),
    add('style', {}, style),
    add('rect', {
      class: colorClass.background,
      width: '100%',
      height: '100%',
      fill: chrome.background[scheme],
    }),
  );
  return svg;
}

function setAttributes(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
