/**
 * The layouts of the records that an assembly program reads, as a TypeScript module: for each class of
 * assembly/<name>/records.ts its fields with their types, in their order. So a record is described once, in assembly.
 *
 * @param {string} source - The text of records.ts. Every field takes four bytes.
 * @returns {string} `export const layerRecord = { inputs: 'u32', ... } as const;` for a class `Layer`.
 */
export function recordLayouts(source) {
  const classes = [...source.matchAll(/^export class (\w+) \{\n([\s\S]*?)^\}/gm)];
  return classes.map(([, name, body]) => layoutOf(name, body)).join('\n');
}

function layoutOf(name, body) {
  const withoutComments = body.replaceAll(/\/\*\*[\s\S]*?\*\//g, '');
  const lines = withoutComments.split('\n').filter((line) => line.trim() !== '');
  const fields = lines.map((line) => {
    const [, field, type] = /^ {2}(\w+): (u32|i32|usize|f32);$/.exec(line) ?? [];
    if (!field)
      throw new Error(`records.ts: ${name} must hold fields of four bytes alone, got "${line.trim()}"`);
    return `  ${field}: '${type}',\n`;
  });
  const constant = `${name[0].toLowerCase()}${name.slice(1)}Record`;
  return `export const ${constant} = {\n${fields.join('')}} as const;\n`;
}
