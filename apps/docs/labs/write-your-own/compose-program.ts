interface Definition {
  /** The function's name; none for what is not a function. */
  name: string | undefined;
  text: string;
}

/**
 * A program in which the functions of `part` stand in for those of the same name; what `part` has besides is added.
 * Both must be written as prettier writes them: definitions at the left margin, set apart by empty lines.
 */
export function composeProgram(whole: string, part: string): string {
  const replacements = definitionsOf(part);
  const kept = definitionsOf(whole).map(
    (definition) => replacements.find(({ name }) => name && name === definition.name) ?? definition,
  );
  const added = replacements.filter((definition) => !kept.includes(definition));
  return `${[...kept, ...added].map(({ text }) => text).join('\n\n')}\n`;
}

function definitionsOf(source: string): Definition[] {
  return source
    .trim()
    .split(/\n\n(?=\S)/)
    .map((text) => ({ text, name: /^export (?:async )?function (\w+)/m.exec(text)?.[1] }));
}
