/** Light pages and dark ones. */
export type Scheme = 'light' | 'dark';

/** A color on a light page and on a dark one. */
export type SchemeColor = Readonly<Record<Scheme, string>>;

/** How the line of a network is drawn. */
export interface LineStyle {
  readonly stroke: SchemeColor;
  /** For its label: the same hue, dark or light enough to be read. */
  readonly text: SchemeColor;
  readonly dashes?: string;
}

/** The colors of everything but the lines. */
export const chrome = {
  background: { light: '#ffffff', dark: '#1b1b1f' },
  text: { light: '#1f2328', dark: '#e8e8ea' },
  quiet: { light: '#59636e', dark: '#a3a8b0' },
  grid: { light: '#e4e7eb', dark: '#34363c' },
} as const satisfies Record<string, SchemeColor>;

/*
 * Hues of Okabe and Ito's set, which people with any of the common forms of color blindness can tell apart: blue with
 * batch normalization, vermilion without. The dark page takes the lighter neighbor of each. Full and broken lines say
 * the same again, for print in gray.
 */
export const withBatchNorm: readonly LineStyle[] = [
  { stroke: { light: '#0072b2', dark: '#56b4e9' }, text: { light: '#0072b2', dark: '#56b4e9' } },
  {
    stroke: { light: '#009e73', dark: '#2fc79a' },
    text: { light: '#00775a', dark: '#2fc79a' },
    dashes: '12 3',
  },
];
export const withoutBatchNorm: readonly LineStyle[] = [
  {
    stroke: { light: '#d55e00', dark: '#f0a030' },
    text: { light: '#b34d00', dark: '#f0a030' },
    dashes: '5 3',
  },
  {
    stroke: { light: '#cc79a7', dark: '#e09bc2' },
    text: { light: '#a1447f', dark: '#e09bc2' },
    dashes: '2 3',
  },
];

/** The style of each network, in their order; past two networks of a kind, the styles come round again. */
export function lineStyles(networks: readonly { readonly batchNorm: boolean }[]): LineStyle[] {
  return networks.map(({ batchNorm }, index) => {
    const rank = networks.slice(0, index).filter((other) => other.batchNorm === batchNorm).length;
    const styles = batchNorm ? withBatchNorm : withoutBatchNorm;
    return styles[rank % styles.length]!;
  });
}
