import { logScale } from '../labs/playground/log-scale';
import type { PlaygroundActivation } from '../labs/playground/settings';

/** The spreads that the home page offers and that were recorded. */
export const spreadScale = logScale(0.005, 5);

export type HomeActivation = Extract<PlaygroundActivation, 'relu' | 'tanh' | 'sigmoid'>;
export const homeActivations: readonly HomeActivation[] = ['relu', 'tanh', 'sigmoid'];

/** What came of one training of the reader's. */
export interface Trial {
  activation: HomeActivation;
  spread: number;
  without: number;
  with: number;
}
