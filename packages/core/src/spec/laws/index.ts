import type { Law } from '../law';
import { accuracyLaws } from './accuracy';
import { axisLaws } from './axes';
import { batchLaws } from './batch';
import { gradientLaws } from './gradient';
import { inferenceLaws } from './inference';
import { invarianceLaws } from './invariance';
import { normalizationLaws } from './normalization';
import { populationLaws } from './population';

/** Every law, from what an implementation meets first to what it meets last. */
export const laws: readonly Law[] = [
  ...normalizationLaws,
  ...batchLaws,
  ...invarianceLaws,
  ...inferenceLaws,
  ...populationLaws,
  ...gradientLaws,
  ...axisLaws,
  ...accuracyLaws,
];
