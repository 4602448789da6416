import { Help } from 'commander';

/** Below its own 40 columns commander would not wrap: lines of a narrow terminal would break anywhere. */
export const LEAST_COLUMNS = 20;

/** Text on lines of at most `width` columns, all of them indented. */
export function paragraph(text: string, indent: string, width: number): string {
  if (width === Infinity) return indent + text;
  const help = Object.assign(new Help(), { minWidthToWrap: LEAST_COLUMNS });
  return help.boxWrap(text, width - indent.length).replace(/^/gm, indent);
}
