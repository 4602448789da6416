import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Silence, SILENCE_MS } from '../../labs/write-your-own/silence';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('silence is told once it has lasted, and not while something is heard', () => {
  const onSilence = jest.fn();
  const silence = new Silence(onSilence);
  silence.heard();
  jest.advanceTimersByTime(SILENCE_MS - 1);
  silence.heard();
  jest.advanceTimersByTime(SILENCE_MS - 1);
  expect(onSilence).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(onSilence).toHaveBeenCalledTimes(1);
});

test('nothing is told after the end', () => {
  const onSilence = jest.fn();
  const silence = new Silence(onSilence);
  silence.heard();
  silence.end();
  jest.advanceTimersByTime(10 * SILENCE_MS);
  expect(onSilence).not.toHaveBeenCalled();
});
