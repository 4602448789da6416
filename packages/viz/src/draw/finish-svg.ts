import { type DrawOptions, fallbackScheme } from './draw-options';
import type { Chart } from '../look/chart';
import { chartStyle, colorClass, fontFamily } from '../look/chart-style';
import { chrome } from '../look/palette';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Gives a drawn chart its name and description, its style sheet and its background. */
export function finishSvg(
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
