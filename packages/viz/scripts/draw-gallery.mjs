/**
 * Draws the pictures of the README from the records that the experiments have in this repository.
 *
 *     npm run build && node scripts/draw-gallery.mjs [directory]
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  activationDistributions,
  networkRows,
  seedBands,
  settingsHeatMap,
  sweepCurve,
  timeToAccuracy,
  timeToAccuracyRows,
} from '@bnlab/viz';
import { toSvg } from '@bnlab/viz/node';

const results = new URL('../../experiments/results/', import.meta.url);
const gallery = process.argv[2] ?? new URL('../gallery', import.meta.url).pathname;

async function recordsOf(sweep) {
  const { records } = JSON.parse(await readFile(new URL(`${sweep}.json`, results), 'utf8'));
  return records;
}

const is = (wanted) => (record) =>
  Object.entries(wanted).every(([name, value]) => record.settings[name] === value);
const accuracyOf = ({ diverged, testAccuracy }) => (diverged ? null : testAccuracy);
const rates = (await recordsOf('learning-rate')).filter(is({ activation: 'relu' }));
const slow = rates.filter(is({ learningRate: 0.01 }));
const weights = await recordsOf('starting-weights');
const drift = (await recordsOf('drift')).filter(is({ activation: 'relu', learningRate: 0.1 }));

const charts = {
  'seed-bands': seedBands(slow),
  'time-to-accuracy': timeToAccuracy(timeToAccuracyRows(slow, [0.8, 0.9, 0.95])),
  'sweep-curve': sweepCurve(
    networkRows(rates, (network, { settings }) => ({
      x: settings.learningRate,
      value: accuracyOf(network),
      failed: network.diverged || network.testAccuracy < 0.15,
    })),
    { setting: 'Learning rate', scale: 'log' },
  ),
  'settings-heat-map': settingsHeatMap(
    networkRows(weights, (network, { settings }) => ({
      x: settings.standardDeviation,
      y: settings.activation,
      value: accuracyOf(network),
    })),
    { x: 'Deviation of the starting weights', y: 'Activation' },
  ),
  'activation-distributions': activationDistributions(
    networkRows(drift.slice(0, 1), ({ preactivations: { steps, layers } }) =>
      layers.flatMap((ofLayer, index) =>
        ofLayer.map((quantiles, at) => ({ step: steps[at], layer: index + 1, quantiles })),
      ),
    ),
    { shares: drift[0].networks[0].preactivations.shares },
  ),
};

await mkdir(gallery, { recursive: true });
for (const [name, chart] of Object.entries(charts))
  await writeFile(join(gallery, `${name}.svg`), toSvg(chart));
