/**
 * How wide text is, without a browser to measure it: the widths that the characters have in Arial and the fonts made
 * to its measures (Helvetica, Liberation Sans), by kind of character and rounded up.
 */
export function textWidth(
  text: string,
  { fontSize, bold = false }: { fontSize: number; bold?: boolean },
): number {
  const ems = Array.from(text).reduce((sum, character) => sum + characterWidth(character), 0);
  return ems * fontSize * (bold ? 1.08 : 1);
}

/** Breaks text into lines no wider than `maxWidth`, between words, and within a word where it alone is wider. */
export function wrapText(
  text: string,
  { maxWidth, fontSize, bold = false }: { maxWidth: number; fontSize: number; bold?: boolean },
): string[] {
  const fits = (line: string) => textWidth(line, { fontSize, bold }) <= maxWidth;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = breakWord(word, fits);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1)!;
  }
  return line === '' ? lines : [...lines, line];
}

function breakWord(word: string, fits: (part: string) => boolean): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && !fits(part + character)) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

function characterWidth(character: string): number {
  if (/[ijl.,:;|'!·]/.test(character)) return 0.3;
  if (/[ ftrI()[\]-]/.test(character)) return 0.34;
  if (/[%mwMWQGO]/.test(character)) return 0.9;
  if (/[A-Z]/.test(character)) return 0.72;
  if (/[ -~–]/.test(character)) return 0.56;
  return 1;
}
