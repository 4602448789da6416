/** One JSON document, one record per line: compact, and still to be read with the tools for lines. */
export function jsonDocument(rest: object, records: readonly object[]): string {
  const lines = records.map((record) => JSON.stringify(record)).join(',\n');
  const fields = Object.entries(rest).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`,
  );
  return `{${fields.join('\n')}"records":[\n${lines}\n]}\n`;
}
