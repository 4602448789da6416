import { bjorckRate } from './bjorck-rate';
import { bjorckSmallRate } from './bjorck-small-rate';
import { daneshmandRank } from './daneshmand-rank';
import { deSmithResidual } from './de-smith-residual';
import { frankleOnlyBatchNorm } from './frankle-only-batch-norm';
import { hofferGhost } from './hoffer-ghost';
import { liAroraGrowingRate } from './li-arora-growing-rate';
import { liVarianceShift } from './li-variance-shift';
import { luoStrength } from './luo-strength';
import type { PaperClaim } from './paper-claim';
import { santurkarGradient } from './santurkar-gradient';
import { santurkarNoise } from './santurkar-noise';
import { schneiderAdaptation } from './schneider-adaptation';
import { schneiderLimit } from './schneider-limit';
import { schneiderMixed } from './schneider-mixed';
import { vanLaarhovenScale } from './van-laarhoven-scale';
import { wuBatchSize } from './wu-batch-size';
import { wuPrecise } from './wu-precise';
import { yangGradients } from './yang-gradients';

/** Claims of papers on batch norm, oldest paper first. */
export const paperClaims: readonly PaperClaim[] = [
  ...[vanLaarhovenScale, hofferGhost],
  ...[santurkarNoise, santurkarGradient, bjorckRate, bjorckSmallRate, liVarianceShift],
  ...[yangGradients, luoStrength],
  ...[daneshmandRank, schneiderAdaptation, schneiderMixed, schneiderLimit],
  ...[liAroraGrowingRate, frankleOnlyBatchNorm, deSmithResidual],
  ...[wuPrecise, wuBatchSize],
];
