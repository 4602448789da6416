/** The parts of an input, by name: a text, or rows of numbers that make a table. */
export type Counterexample = readonly {
  name: string;
  text?: string;
  rows?: readonly (readonly string[])[];
}[];

/** Longer arrays are cut: the smallest counterexamples of most laws have a handful of numbers. */
const MOST_ROWS = 12;
const MOST_TEXT = 300;

/** Makes of a law's input what can be shown and sent from a worker. */
export function describeCounterexample(input: unknown): Counterexample {
  const isRecord = typeof input === 'object' && input !== null && !Array.isArray(input);
  const parts = isRecord ? Object.entries(input) : [['input', input] as const];
  return parts.map(([name, value]) => describePart(name, value));
}

function describePart(name: string, value: unknown): Counterexample[number] {
  if (isMatrix(value) && value.length <= MOST_ROWS) {
    return { name, rows: value.map((row) => row.map(String)) };
  }
  const text = inWords(value);
  return { name, text: text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text };
}

function isMatrix(value: unknown): value is number[][] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => Array.isArray(row) && row.every((entry) => typeof entry === 'number'))
  );
}

/** As JSON would, but with what JSON has no word for. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inWords).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, entry]) => `${key}: ${inWords(entry)}`)
      .join(', ')} }`;
  }
  return Object.is(value, -0) ? '-0' : String(value);
}
