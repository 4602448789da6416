import { describe, expect, it } from '@jest/globals';
import { computeByHand } from '../../labs/by-hand/hand-batch';
import {
  addExample,
  batchEdits,
  batchLimits,
  removeExample,
  startingInputs,
} from '../../labs/by-hand/table-edits';

const before = computeByHand(startingInputs);
const after = (label: string) => {
  const edit = batchEdits.find((candidate) => candidate.label === label)!;
  return computeByHand(edit.apply(startingInputs));
};
const expectClose = (actual: readonly number[], expected: readonly number[], digits = 9) =>
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, digits));

describe('batchEdits do what they say there is to see', () => {
  it('adding changes the mean alone', () => {
    const added = after('Add 3 to every x');
    expect(added.mean).toBeCloseTo(before.mean + 3, 9);
    expect(added.variance).toBeCloseTo(before.variance, 9);
    expectClose(added.y, before.y);
    expectClose(added.dx, before.dx);
  });

  it('doubling keeps y, and halves the gradient', () => {
    const doubled = after('Double every x');
    expectClose(doubled.y, before.y, 3);
    expectClose(
      doubled.dx,
      before.dx.map((value) => value / 2),
      3,
    );
  });

  it('turning the signs turns x-hat', () => {
    expectClose(
      after('Flip every sign').xHat,
      before.xHat.map((value) => -value),
    );
  });

  it('equal values give beta', () => {
    expect(after('Make all x equal').y).toEqual(before.y.map(() => startingInputs.beta));
  });

  it('an outlier presses the others together', () => {
    const spread = (xHat: readonly number[]) => Math.max(...xHat.slice(1)) - Math.min(...xHat.slice(1));
    expect(spread(after('One outlier').xHat)).toBeLessThan(spread(before.xHat) / 5);
  });

  it('gamma and beta can undo the normalization', () => {
    expectClose(after('Let γ and β undo it').y, startingInputs.x);
  });
});

describe('the size of the batch', () => {
  it('grows to the largest and shrinks to one', () => {
    let inputs = startingInputs;
    for (let i = 0; i < 20; i++) inputs = addExample(inputs);
    expect([inputs.x.length, inputs.g.length]).toEqual([batchLimits.most, batchLimits.most]);
    for (let i = 0; i < 20; i++) inputs = removeExample(inputs, 0);
    expect([inputs.x.length, inputs.g.length]).toEqual([1, 1]);
  });

  it('removes the example that it is told to', () => {
    expect(removeExample(startingInputs, 1).x).toEqual([5, -1, 4, -4.5, 1]);
  });
});
