/** A curve as it was measured: ascending steps, and a value at each. */
export interface Curve {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** The value of a curve at a step, on the straight line between the measurements beside it. */
export function valueAt({ steps, values }: Curve, step: number): number {
  const next = steps.findIndex((each) => each >= step);
  if (next < 0) return values.at(-1)!;
  if (next === 0) return values[0]!;
  const share = (step - steps[next - 1]!) / (steps[next]! - steps[next - 1]!);
  return values[next - 1]! + share * (values[next]! - values[next - 1]!);
}

/** The first step at which a curve is at `value` or above; undefined if it never is. */
export function firstReaching({ steps, values }: Curve, value: number): number | undefined {
  const index = values.findIndex((each) => each >= value);
  return index < 0 ? undefined : steps[index];
}

/**
 * A guess with what a stroke of the pointer adds: every slot between the last one and this one lies on the line between
 * them.
 *
 * @param guess a value per slot, `undefined` where nothing is drawn yet
 */
export function drawTo(
  guess: readonly (number | undefined)[],
  { slot, value, from }: { slot: number; value: number; from?: number },
): (number | undefined)[] {
  const drawn = [...guess];
  const start = from === undefined ? undefined : drawn[from];
  drawn[slot] = value;
  if (from === undefined || start === undefined) return drawn;
  const distance = Math.abs(slot - from);
  for (let step = 1; step < distance; step++) {
    drawn[from + Math.sign(slot - from) * step] = start + ((value - start) * step) / distance;
  }
  return drawn;
}

/** The guess with its gaps closed: between slots by lines, before the first by `start`, after the last by its value. */
export function completed(guess: readonly (number | undefined)[], start: number): number[] {
  const known = guess.flatMap((value, slot) => (value === undefined ? [] : [{ slot, value }]));
  const curve = {
    steps: [...(guess[0] === undefined ? [0] : []), ...known.map(({ slot }) => slot)],
    values: [...(guess[0] === undefined ? [start] : []), ...known.map(({ value }) => value)],
  };
  return guess.map((_, slot) => valueAt(curve, slot));
}

/** How far a guess lies below the truth on average; negative where it lies above. */
export function meanShortfall(guess: Curve, truth: Curve): number {
  const differences = guess.steps.map((step, index) => valueAt(truth, step) - guess.values[index]!);
  return differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
}
