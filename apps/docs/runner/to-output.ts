import { isTensor } from './is-tensor';
import type { Output } from './messages';

/**
 * What the page shows for a value given to `display`: a chart for SVG (an element or its text), a table for an array of
 * plain objects, the values of a tensor.
 *
 * @throws {TypeError} for anything else.
 */
export function toOutput(value: unknown): Output {
  const svg = svgText(value);
  if (svg !== undefined) return { type: 'chart', svg };
  if (isTensor(value)) return { type: 'print', level: 'log', text: value.toString() };
  if (isRows(value)) return toTable(value);
  throw new TypeError(
    `display: value must be an SVG chart, an array of plain objects or a tensor, got ${typeof value}; print others with console.log`,
  );
}

function svgText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : (Object(value) as { outerHTML?: unknown }).outerHTML;
  return typeof text === 'string' && text.trimStart().startsWith('<svg') ? text : undefined;
}

function isRows(value: unknown): value is Record<string, unknown>[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((row) => typeof row === 'object' && row !== null)
  );
}

function toTable(rows: readonly Record<string, unknown>[]): Output {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { type: 'table', columns, rows: rows.map((row) => columns.map((column) => cellText(row[column]))) };
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? typeof value);
}
