import { median } from '../support/median.mjs';
import { markdownTable } from '../support/readme-table.mjs';

const titles = { torch: 'PyTorch', jax: 'JAX', scan: 'JAX, scan', jaxJs: 'jax-js', tfjs: 'TensorFlow.js' };

/** The speeds in the results of training.mjs as a Markdown table: steps per second, and ours over each peer's. */
export function speedTable({ speeds, samples }) {
  const ratio = (network, peer) => {
    const ratios = samples[network].map((sample) => sample.ours / sample[peer]).filter(Number.isFinite);
    return ratios.length > 0 ? `${median(ratios).toFixed(1)}x` : '';
  };
  const peers = Object.keys(titles).filter((peer) => speeds.some((speed) => Number.isFinite(speed[peer])));
  return markdownTable([
    [
      'network',
      'ours, steps/s',
      'two threads',
      ...peers.map((peer) => titles[peer]),
      ...peers.map((peer) => `to ${titles[peer]}`),
    ],
    ...speeds.map((speed) => [
      speed.network,
      number(speed.ours, 0),
      number(speed.two, 0),
      ...peers.map((peer) => number(speed[peer], 0)),
      ...peers.map((peer) => ratio(speed.network, peer)),
    ]),
  ]);
}

/** Milliseconds for the 5,000 validation images. */
export function validationTable({ speeds }) {
  return markdownTable([
    ['network', 'ours, ms', 'two threads, ms', 'PyTorch, ms'],
    ...speeds.map(({ network, validationMs, twoValidationMs, torchValidationMs }) => [
      network,
      ...[validationMs, twoValidationMs, torchValidationMs].map((value) => number(value, 1)),
    ]),
  ]);
}

/** What each measure should reach, and did. */
export function goalTable({ ratios }) {
  return markdownTable([
    ['measure', 'measured', 'to reach', 'aim'],
    ...ratios.map(({ label, value, reach, aim }) => [label, ...[value, reach, aim].map((x) => number(x, 2))]),
  ]);
}

function number(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : '';
}
