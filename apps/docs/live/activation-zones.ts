import type { PlaygroundActivation } from '../labs/playground/settings';

/** Where an activation responds to its input, and in words what it does inside and outside. */
export interface ActivationZone {
  from: number;
  to: number;
  inside: readonly [string, string];
  outside?: readonly [string, string];
  /** The scale of its outputs. */
  output: readonly [number, number];
  label: string;
}

const everywhere = { from: -Infinity, to: Infinity } as const;

/** Sigmoid and tanh respond where their slope is above a tenth of its maximum. */
export const activationZones: Readonly<Record<PlaygroundActivation, ActivationZone>> = {
  relu: {
    label: 'ReLU',
    ...{ from: 0, to: Infinity, output: [0, 4] },
    ...{ inside: ['ReLU', 'passes'], outside: ['ReLU', 'gives 0'] },
  },
  sigmoid: {
    label: 'sigmoid',
    ...{ from: -3.64, to: 3.64, output: [0, 1] },
    ...{ inside: ['sigmoid', 'bends'], outside: ['sigmoid', 'is flat'] },
  },
  tanh: {
    label: 'tanh',
    ...{ from: -1.82, to: 1.82, output: [-1, 1] },
    ...{ inside: ['tanh', 'bends'], outside: ['tanh', 'is flat'] },
  },
  leakyRelu: {
    label: 'leaky ReLU',
    ...{ from: 0, to: Infinity, output: [-4, 4] },
    ...{ inside: ['leaky ReLU', 'passes'], outside: ['leaky ReLU', 'gives a fifth'] },
  },
  elu: {
    label: 'ELU',
    ...{ from: -2.3, to: Infinity, output: [-4, 4] },
    ...{ inside: ['ELU', 'responds'], outside: ['ELU', 'is flat'] },
  },
  gelu: {
    label: 'GELU',
    ...{ from: -2, to: Infinity, output: [-4, 4] },
    ...{ inside: ['GELU', 'responds'], outside: ['GELU', 'is flat'] },
  },
  swish: {
    label: 'swish',
    ...{ from: -4, to: Infinity, output: [-4, 4] },
    ...{ inside: ['swish', 'responds'], outside: ['swish', 'is flat'] },
  },
  identity: {
    label: 'none',
    ...everywhere,
    output: [-4, 4],
    inside: ['no', 'activation'],
  },
};
