/** What a paper claims, and what came of it here. */
export interface ClaimResult {
  readonly name: string;
  /** Authors and year. */
  readonly paper: string;
  readonly address: string;
  readonly statement: string;
  readonly published: string;
  /** Where `published` was read. */
  readonly source: string;
  readonly measured: string;
  readonly difference: string;
  /** Ratios are drawn on a scale of ratios, shares of images in percentage points. */
  readonly unit: 'points' | 'ratio';
  /** The claim holds where the mean is above one bound, below another, or between both. */
  readonly expected: { readonly above?: number; readonly below?: number };
  readonly here: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** A value per seed. */
  readonly values: readonly number[];
  readonly decision: 'holds' | 'does not hold' | 'cannot tell';
}
