import type { RunSettings } from '../record/run-settings';

/** The engine of a network: the compiled step of dense layers, the compiled graph of layers, or TensorFlow.js. */
export type Engine = 'dense step' | 'graph' | 'tfjs';

/**
 * The fastest engine that can train the network of some settings. The dense step knows batch norm alone and no decay of
 * weights; the graph of layers knows no dropout, no renormalization and no recurrent layers.
 */
export function engineOf(
  { network = 'dense', dropout = 0, weightDecay = 0, normalization = 'batch' }: RunSettings,
  normalized: boolean,
): Engine {
  const kind = normalized ? normalization : 'none';
  if (dropout > 0 || kind === 'renorm' || network === 'recurrent') return 'tfjs';
  if (network !== 'dense' || weightDecay > 0) return 'graph';
  return kind === 'group' ? 'tfjs' : 'dense step';
}
