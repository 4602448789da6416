import type { RunSettings } from '../record/run-settings';

/** Why some settings do not go together, and what to do; undefined when they do. */
export function combinationProblem(settings: RunSettings): string | undefined {
  const { network = 'dense', normalization = 'batch', activation, layerSizes } = settings;
  const { ghostBatchSize, dropout = 0, weightDecay = 0, batchesPerObservation, batchesPerSample } = settings;
  if (ghostBatchSize !== undefined && normalization !== 'ghost') {
    return `ghostBatchSize needs normalization ghost, got ${normalization}`;
  }
  if (network !== 'dense' && !Number.isInteger(Math.sqrt(layerSizes[0]!))) {
    return `network ${network} needs square images, got ${layerSizes[0]} inputs`;
  }
  if (network !== 'dense' && layerSizes.length < 3) {
    return `network ${network} needs a hidden layer, got layerSizes ${layerSizes.join(', ')}`;
  }
  if (network === 'residual') {
    if (layerSizes.length % 2 === 0)
      return `network residual needs one hidden layer and pairs of them, got ${layerSizes.length - 2} in all`;
    if (settings.placement === 'after-activation')
      return 'network residual knows placement before-activation only';
  }
  if (network === 'recurrent') {
    if (normalization !== 'batch')
      return `network recurrent knows normalization batch only, got ${normalization}`;
    if (dropout > 0) return `network recurrent knows no dropout, got ${dropout}`;
    if (settings.placement === 'after-activation')
      return 'network recurrent knows placement before-activation only';
    if (activation === 'leakyRelu')
      return 'network recurrent does not know activation leakyRelu; take tanh or relu';
  }
  if (batchesPerObservation === undefined) return undefined;
  if (batchesPerObservation % batchesPerSample !== 0) {
    return `batchesPerObservation must be a multiple of batchesPerSample (${batchesPerSample}), got ${batchesPerObservation}`;
  }
  const isCompiled =
    network === 'dense' &&
    dropout === 0 &&
    weightDecay === 0 &&
    (normalization === 'batch' || normalization === 'ghost');
  return isCompiled
    ? undefined
    : 'batchesPerObservation needs a dense network without dropout and weightDecay, with normalization batch or ghost';
}
