import { activationFunctions } from './activation-functions';
import type { GraphActivation } from '../graph/layer-description';

/** An activation with a smaller slope than this counts as flat. */
export const FLAT_SLOPE = 1e-3;

/**
 * The share of dead units of a layer, in [0, 1].
 *
 * A unit is dead for a batch if its activation is flat at every example, that is |slope| < `FLAT_SLOPE`: no error
 * of the network reaches its weights. For ReLU these are the units that give 0 to every example, for sigmoid and tanh the
 * saturated ones; the identity and the leaky ReLU have none.
 *
 * @param preactivations - The inputs of the activation, [examples, units] row by row.
 * @param units - The number of units.
 * @param activation - The name of the activation.
 * @param alpha - The slope of `leakyRelu` below 0 (default 0.2), or the scale of `elu` there (default 1).
 */
export function deadShare(
  preactivations: ArrayLike<number>,
  units: number,
  activation: GraphActivation,
  alpha?: number,
): number {
  return liveShares(preactivations, units, activation, alpha).filter((share) => share === 0).length / units;
}

/** The share of examples per unit at which the activation is not flat, in [0, 1]: 0 for a dead unit. See {@link deadShare}. */
export function liveShares(
  preactivations: ArrayLike<number>,
  units: number,
  activation: GraphActivation,
  alpha?: number,
): Float32Array {
  const slope = slopeOf(activation, alpha);
  const shares = new Float32Array(units);
  for (let i = 0; i < preactivations.length; i++) {
    if (Math.abs(slope(preactivations[i]!)) >= FLAT_SLOPE) shares[i % units]! += 1;
  }
  return shares.map((live) => (live * units) / preactivations.length);
}

function slopeOf(activation: GraphActivation, alpha: number | undefined): (x: number) => number {
  if (activation === 'relu6') return (x) => Number(x > 0 && x < 6);
  if (alpha === undefined) return activationFunctions[activation].slope;
  if (activation === 'leakyRelu') return (x) => (x > 0 ? 1 : alpha);
  if (activation === 'elu') return (x) => (x > 0 ? 1 : alpha * Math.exp(x));
  return activationFunctions[activation].slope;
}
