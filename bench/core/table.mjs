import { markdownTable } from '../support/readme-table.mjs';

const WAYS = ['stock op', 'stock layer', 'operations', 'fused'];
const header = ['backend', 'shape', ...WAYS.map((way) => `${way}, ms`), `peak MB: ${WAYS.join(' / ')}`];

/** The results of training.mjs as a Markdown table. */
export function operationTable({ rows }) {
  const lines = rows.map(({ backend, shape, ways }) => {
    const results = WAYS.map((name) => ways.find(({ way }) => way === name));
    const peaks = results.filter((result) => result).map(({ peakBytes }) => (peakBytes / 1e6).toFixed(2));
    return [backend, `[${shape}]`, ...results.map(timeOf), peaks.join(' / ')];
  });
  return markdownTable([header, ...lines], 2);
}

function timeOf(result) {
  if (!result) return '';
  const ratio = result.way.startsWith('stock') ? '' : ` (**${result.timesStockOp.toFixed(1)}x**)`;
  return result.milliseconds.toFixed(3) + ratio;
}
