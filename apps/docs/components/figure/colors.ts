/** The names of the colors in `theme/tokens.css` that canvases draw with. */
export const colorNames = [
  'bg',
  'bg-2',
  'bg-3',
  'raised',
  'text',
  'quiet',
  'line',
  'line-strong',
  'with',
  'with-text',
  'with-soft',
  'without',
  'without-text',
  'without-soft',
  'mu',
  'sigma',
  'gamma',
  'beta',
  'zone',
] as const;

/** The colors of the page as they are now, light or dark. */
export type Colors = Readonly<Record<(typeof colorNames)[number], string>>;

export function readColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    colorNames.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Colors;
}

/** The typeface of the page, for canvases. */
export const font = (size: number, weight = 400) => `${weight} ${size}px Inter, system-ui, sans-serif`;
