import type { BatchNormImplementation } from '../implementation';
import { referenceImplementation } from '../reference-implementation';
import * as absentGammaIsZero from './absent-gamma-is-zero';
import * as absoluteValues from './absolute-values';
import * as averageOfVariances from './average-of-variances';
import * as batchStatisticsAtInference from './batch-statistics-at-inference';
import * as besselNormalization from './bessel-normalization';
import * as besselReported from './bessel-reported';
import * as clippedAtInference from './clipped-at-inference';
import * as cancelledAtInference from './cancelled-at-inference';
import * as debiasedFromAnyStart from './debiased-from-any-start';
import * as differencesToTheFirst from './differences-to-the-first';
import * as eachPixelApart from './each-pixel-apart';
import * as epsilonOutsideRoot from './epsilon-outside-root';
import * as firstExampleLeftOut from './first-example-left-out';
import * as foldWithoutMean from './fold-without-mean';
import * as gammaBetaSwapped from './gamma-beta-swapped';
import * as gradientOfConstantMean from './gradient-of-constant-mean';
import * as gradientOfConstantScale from './gradient-of-constant-scale';
import * as gradientOfConstantStatistics from './gradient-of-constant-statistics';
import * as gradientWithoutGamma from './gradient-without-gamma';
import * as meanNotTakenAway from './mean-not-taken-away';
import * as meanRounded from './mean-rounded';
import * as neverAmplifies from './never-amplifies';
import * as noEpsilon from './no-epsilon';
import * as noEpsilonAtInference from './no-epsilon-at-inference';
import * as noRoot from './no-root';
import * as oneExamplePassedThrough from './one-example-passed-through';
import * as oneMeanForAll from './one-mean-for-all';
import * as onePassVariance from './one-pass-variance';
import * as parametersAlongTheLastAxis from './parameters-along-the-last-axis';
import * as rootMeanSquare from './root-mean-square';
import * as sumsInFloat32 from './sums-in-float32';
import * as swappedMomentum from './swapped-momentum';
import * as varianceAsDeviation from './variance-as-deviation';
import * as varianceRoundedUp from './variance-rounded-up';
import * as wrongAxis from './wrong-axis';

/** A way to get batch normalization wrong. */
export interface Mistake {
  /** The file in this directory that makes it, without its ending. */
  readonly name: string;
  /** The name of the law that is about it; others may break with it. */
  readonly breaks: string;
  /** The mistake, with everything else right. */
  readonly implementation: BatchNormImplementation;
}

/** An implementation of which only these parts are not the reference's. */
function withMistake(name: string, breaks: string, parts: object): Mistake {
  return {
    name,
    breaks,
    implementation: { ...referenceImplementation, optionalGammaAndBeta: false, ...parts },
  };
}

/**
 * Classic mistakes, each with the law that must catch it. Every file is self-contained and exports only the part that
 * is wrong, under its name in {@link BatchNormImplementation}.
 */
export const mistakes: readonly Mistake[] = [
  withMistake('bessel-normalization', 'variance v / (v + epsilon)', besselNormalization),
  withMistake('bessel-reported', 'reported statistics', besselReported),
  withMistake('epsilon-outside-root', 'variance v / (v + epsilon)', epsilonOutsideRoot),
  withMistake('no-epsilon', 'constant channels', noEpsilon),
  withMistake('no-root', 'variance v / (v + epsilon)', noRoot),
  withMistake('mean-not-taken-away', 'zero mean', meanNotTakenAway),
  withMistake('gamma-beta-swapped', 'scale and shift', gammaBetaSwapped),
  withMistake('absolute-values', 'differences', absoluteValues),
  withMistake('wrong-axis', 'channels apart', wrongAxis),
  withMistake('one-mean-for-all', 'channels apart', oneMeanForAll),
  withMistake('first-example-left-out', 'order of the batch', firstExampleLeftOut),
  withMistake('root-mean-square', 'constants cancel', rootMeanSquare),
  withMistake('never-amplifies', 'scale cancels', neverAmplifies),
  withMistake('one-example-passed-through', 'a batch of one', oneExamplePassedThrough),
  withMistake('absent-gamma-is-zero', 'absent gamma and beta', absentGammaIsZero),
  withMistake('mean-rounded', 'offsets beyond a float32 mean', meanRounded),
  withMistake('one-pass-variance', 'large offsets', onePassVariance),
  withMistake('sums-in-float32', 'large offsets', sumsInFloat32),
  withMistake('differences-to-the-first', 'uneven batches', differencesToTheFirst),
  withMistake('cancelled-at-inference', 'inference far from 0', cancelledAtInference),
  withMistake('variance-rounded-up', 'tiny variances', varianceRoundedUp),
  withMistake('batch-statistics-at-inference', 'examples one by one', batchStatisticsAtInference),
  withMistake('variance-as-deviation', 'inference at landmarks', varianceAsDeviation),
  withMistake('no-epsilon-at-inference', 'training and inference agree', noEpsilonAtInference),
  withMistake('clipped-at-inference', 'inference is affine', clippedAtInference),
  withMistake('swapped-momentum', 'moving average', swappedMomentum),
  withMistake('debiased-from-any-start', 'moving average', debiasedFromAnyStart),
  withMistake('average-of-variances', 'merged moments', averageOfVariances),
  withMistake('gradient-of-constant-mean', 'a bias gets no gradient', gradientOfConstantMean),
  withMistake('gradient-of-constant-statistics', 'gradient', gradientOfConstantStatistics),
  withMistake('gradient-of-constant-scale', 'weight scale', gradientOfConstantScale),
  withMistake('gradient-without-gamma', 'gradient', gradientWithoutGamma),
  withMistake('fold-without-mean', 'folding', foldWithoutMean),
  withMistake('parameters-along-the-last-axis', 'moved axis', parametersAlongTheLastAxis),
  withMistake('each-pixel-apart', 'feature maps', eachPixelApart),
];
