import { ArgumentError } from './argument-error';
import { show } from './show';

/** The numbers that an argument may have. `NaN` is never allowed. */
export interface NumberRange {
  /** Minimum, inclusive. Default: no limit. */
  readonly min?: number;
  /** Maximum, inclusive. Default: no limit. */
  readonly max?: number;
  /** Minimum, exclusive. Default: no limit. */
  readonly above?: number;
  /** Maximum, exclusive. Default: no limit. */
  readonly below?: number;
  /** Whether the number must be a safe integer. Default: `false`. */
  readonly integer?: boolean;
  /** Whether the number must be finite. Default: `true`. */
  readonly finite?: boolean;
}

/** Throws unless `value` is a number in `range`. */
export function checkNumber(
  functionName: string,
  argument: string,
  value: unknown,
  range: NumberRange = {},
): asserts value is number {
  if (typeof value === 'number' && isInRange(value, range)) return;
  throw new ArgumentError(functionName, `${argument} must be ${describeRange(range)}, got ${show(value)}`);
}

function isInRange(
  value: number,
  {
    min = -Infinity,
    max = Infinity,
    above = -Infinity,
    below = Infinity,
    integer,
    finite = true,
  }: NumberRange,
): boolean {
  if (integer ? !Number.isSafeInteger(value) : finite && !Number.isFinite(value)) return false;
  return (
    value >= min &&
    value <= max &&
    (above === -Infinity || value > above) &&
    (below === Infinity || value < below)
  );
}

/** "an integer from 1 to 8", "a finite number above 0", "a number in [0, 1)". */
function describeRange({ min, max, above, below, integer, finite = true }: NumberRange): string {
  const isBounded = (min ?? above) !== undefined && (max ?? below) !== undefined;
  if (integer) {
    if (isBounded && above === undefined && below === undefined) return `an integer from ${min} to ${max}`;
    return `an integer${bounds({ min, max, above, below })}`;
  }
  if (isBounded) {
    const left = above === undefined ? `[${min}` : `(${above}`;
    return `a number in ${left}, ${below === undefined ? `${max}]` : `${below})`}`;
  }
  return `a ${finite ? 'finite ' : ''}number${bounds({ min, max, above, below })}`;
}

function bounds({ min, max, above, below }: NumberRange): string {
  const parts = [
    min !== undefined && `of at least ${min}`,
    above !== undefined && `above ${above}`,
    max !== undefined && `of at most ${max}`,
    below !== undefined && `below ${below}`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? ` ${parts.join(' and ')}` : '';
}
