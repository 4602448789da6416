import type { PlaygroundSettings } from '../../labs/playground/settings';
import { createConvolutionalNetwork } from './convolutional-network';
import { createDenseNetwork } from './dense-network';
import type { LiveNetwork } from './live-network';

/** A network as the reader wants it, with batch norm in the layers that `normalized` names. */
export function createNetwork(
  settings: PlaygroundSettings,
  normalized: readonly boolean[],
): Promise<LiveNetwork> {
  // A snapshot goes back only into a network of the settings that it came from.
  const create = settings.network === 'dense' ? createDenseNetwork : createConvolutionalNetwork;
  return create(settings, normalized);
}
