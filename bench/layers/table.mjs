import { markdownTable } from '../support/readme-table.mjs';

const header = ['', 'stock, ms', 'operations, ms', 'fused, ms', 'peak MB: stock / operations / fused'];

/** The results of training.mjs as a Markdown table. */
export function layersTable({ networks }) {
  const rows = networks.flatMap(({ network, results }) => [
    [`**${network}**`, '', '', '', ''],
    ...results.map(({ task, milliseconds, timesStock, peakBytes }) => [
      task,
      milliseconds.stock.toFixed(2),
      ...['operations', 'fused'].map(
        (peer) => `${milliseconds[peer].toFixed(2)} (**${timesStock[peer].toFixed(1)}x**)`,
      ),
      ['stock', 'operations', 'fused'].map((peer) => (peakBytes[peer] / 1e6).toFixed(2)).join(' / '),
    ]),
  ]);
  return markdownTable([header, ...rows]);
}

/** The results of whole-steps.mjs as a Markdown table. */
export function programsTable({ programs }) {
  const header = ['training step', 'stock, ms', 'ours, ms', 'stock / ours'];
  const rows = programs.map(({ title, milliseconds, timesStock }) => [
    title,
    milliseconds.stock.toFixed(1),
    milliseconds.ours.toFixed(1),
    `**${timesStock.toFixed(1)}x**`,
  ]);
  return markdownTable([header, ...rows]);
}

/** The results of compiled-fit.mjs as a Markdown table. */
export function fitTable({ networks }) {
  const header = ['`fit`', 'stock, steps/s', 'compiled, steps/s', 'compiled / stock'];
  const rows = networks.map(({ title, stepsPerSecond, timesStock }) => [
    title,
    stepsPerSecond.stock.toFixed(1),
    stepsPerSecond.compiled.toFixed(0),
    `**${timesStock.toFixed(0)}x**`,
  ]);
  return markdownTable([header, ...rows]);
}
