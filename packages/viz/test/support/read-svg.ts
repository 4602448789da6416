import { DOMParser, type Element } from '@xmldom/xmldom';

/** A text of a chart and the box that its lines take up. */
export interface TextBox {
  readonly text: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

/** What a strict XML parser, which fails on the first mistake, makes of an SVG file. */
export function readSvg(svg: string) {
  const root = new DOMParser({
    onError: (level, message) => {
      // Warnings are guesses, such as that a replacement character comes of a wrong encoding.
      if (level !== 'warning') throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(svg, 'image/svg+xml').documentElement!;
  const all = Array.from(root.getElementsByTagName('*'));
  return {
    root,
    all,
    ofClass: (name: string) => all.filter((element) => classes(element).includes(name)),
    only: (tagName: string) => {
      const [element, ...others] = all.filter((candidate) => candidate.tagName === tagName);
      if (element === undefined || others.length > 0) throw new Error(`not one ${tagName}`);
      return element;
    },
  };
}

export type ReadSvg = ReturnType<typeof readSvg>;

/** The points of each line of the marks of a class. */
export function paths(svg: ReadSvg, className: string): [number, number][][] {
  return svg
    .ofClass(className)
    .flatMap((mark) => Array.from(mark.getElementsByTagName('path')))
    .map((path) => {
      const numbers = path
        .getAttribute('d')!
        .match(/-?\d+(?:\.\d+)?/g)!
        .map(Number);
      return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!]);
    });
}

/** Where the texts of the marks of a class stand. */
export function textBoxes(svg: ReadSvg, className: string): TextBox[] {
  return svg.ofClass(className).flatMap((mark) =>
    Array.from(mark.getElementsByTagName('text')).map((text) => {
      const fontSize = Number(mark.getAttribute('font-size'));
      const spans = Array.from(text.getElementsByTagName('tspan'));
      const lines = spans.length > 0 ? spans : [text];
      const [dx, dy] = translation(mark);
      const [x, y] = translation(text);
      let baseline = dy + y;
      const baselines = lines.map((line) => {
        const ems = parseFloat(line.getAttribute('y') ?? '0') + parseFloat(line.getAttribute('dy') ?? '0');
        return (baseline += ems * fontSize);
      });
      return {
        text: lines.map((line) => line.textContent).join(' '),
        top: Math.min(...baselines) - 0.75 * fontSize,
        bottom: Math.max(...baselines) + 0.25 * fontSize,
        left: dx + x,
      };
    }),
  );
}

function translation(element: Element): [number, number] {
  const found = /translate\(([-\d.]+),([-\d.]+)\)/.exec(element.getAttribute('transform') ?? '');
  return found ? [Number(found[1]), Number(found[2])] : [0, 0];
}

function classes(element: Element): string[] {
  return (element.getAttribute('class') ?? '').split(' ');
}
