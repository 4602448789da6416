import * as Plot from '@observablehq/plot';

/** The color of a share, 0 to 1, and one in which text on it can be read. */
interface CellColor {
  readonly fill: string;
  readonly text: string;
}

/** Cividis: its lightness alone says the order, and it looks nearly the same to color-blind eyes. */
const ramp = /* @__PURE__ */ Plot.scale({ color: { type: 'linear', domain: [0, 1], scheme: 'cividis' } });

/** The color of a share. Black or white, one of the two stands out 4.5 to 1 or more on any color. */
export function cellColor(share: number): CellColor {
  const fill = ramp.apply(share) as string;
  const light = luminance(fill);
  return { fill, text: (light + 0.05) / 0.05 > 1.05 / (light + 0.05) ? '#000000' : '#ffffff' };
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(color: string): number {
  const [r, g, b] = color.match(/\d+/g)!.map((channel) => {
    const share = Number(channel) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
