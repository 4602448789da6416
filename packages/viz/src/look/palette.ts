/** A color scheme. */
export type Scheme = 'light' | 'dark';

/** A color per scheme. */
export type SchemeColor = Readonly<Record<Scheme, string>>;

/** The style of the line of a network. */
export interface LineStyle {
  readonly stroke: SchemeColor;
  /** Color of its label: the same hue, with enough contrast for text. */
  readonly text: SchemeColor;
  readonly dashes?: string;
  /** Symbol of the points of a line with few measurements. */
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond' | 'star';
}

/** The colors of everything but the lines. */
export const chrome = {
  background: { light: '#ffffff', dark: '#1b1b1f' },
  text: { light: '#1f2328', dark: '#e8e8ea' },
  quiet: { light: '#59636e', dark: '#a3a8b0' },
  grid: { light: '#e4e7eb', dark: '#34363c' },
} as const satisfies Record<string, SchemeColor>;

/*
 * Blue with batch normalization and vermilion without: two of the hues that Okabe and Ito chose for people with any of
 * the common forms of color blindness. The others were searched for, among hues with names of their own, as those that
 * stay furthest apart in all forms of color vision; so they differ in lightness too. The dark page takes lighter ones.
 * Dashes and symbols say the same again, for print in gray.
 */
export const withBatchNorm: readonly LineStyle[] = [
  {
    stroke: { light: '#0072b2', dark: '#56b4e9' },
    text: { light: '#0072b2', dark: '#56b4e9' },
    symbol: 'circle',
  },
  {
    stroke: { light: '#0c2905', dark: '#95fbe7' },
    text: { light: '#0c2905', dark: '#95fbe7' },
    dashes: '12 3',
    symbol: 'square',
  },
  {
    stroke: { light: '#95898a', dark: '#9e978e' },
    text: { light: '#6f6565', dark: '#b3aca3' },
    dashes: '8 3 2 3',
    symbol: 'triangle',
  },
  {
    stroke: { light: '#3d2493', dark: '#6e60d2' },
    text: { light: '#3d2493', dark: '#a79df5' },
    dashes: '2 2',
    symbol: 'diamond',
  },
  {
    stroke: { light: '#594414', dark: '#fde749' },
    text: { light: '#594414', dark: '#fde749' },
    dashes: '4 2',
    symbol: 'star',
  },
];
export const withoutBatchNorm: readonly LineStyle[] = [
  {
    stroke: { light: '#d55e00', dark: '#f0a030' },
    text: { light: '#b34d00', dark: '#f0a030' },
    dashes: '5 3',
    symbol: 'circle',
  },
  {
    stroke: { light: '#953c69', dark: '#975273' },
    text: { light: '#953c69', dark: '#d48fb0' },
    dashes: '2 3',
    symbol: 'square',
  },
];

/** The style of each network, in their order; past five networks that are normalized, or two that are not, the styles come round again. */
export function lineStyles(networks: readonly { readonly batchNorm: boolean }[]): LineStyle[] {
  return networks.map(({ batchNorm }, index) => {
    const rank = networks.slice(0, index).filter((other) => other.batchNorm === batchNorm).length;
    const styles = batchNorm ? withBatchNorm : withoutBatchNorm;
    return styles[rank % styles.length]!;
  });
}
