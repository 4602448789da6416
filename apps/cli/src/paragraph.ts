import { Help } from 'commander';

/** Text on lines of at most `width` columns, all of them indented. */
export function paragraph(text: string, indent: string, width: number): string {
  if (width === Infinity) return indent + text;
  return new Help().boxWrap(text, width - indent.length).replace(/^/gm, indent);
}
