import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Output } from '../../runner/messages';
import { OutputQueue } from '../../runner/output-queue';

const line = (text: string): Output => ({ type: 'print', level: 'log', text });

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test('sends the first output at once and gathers those that follow', () => {
  const sent: Output[][] = [];
  const queue = new OutputQueue((outputs) => sent.push(outputs));
  for (const text of ['a', 'b', 'c']) queue.add(line(text));
  expect(sent).toEqual([[line('a')]]);
  jest.advanceTimersByTime(50);
  expect(sent).toEqual([[line('a')], [line('b'), line('c')]]);
});

test('sends while the program keeps its thread, without any timer', () => {
  const sent: Output[][] = [];
  const queue = new OutputQueue((outputs) => sent.push(outputs));
  const began = performance.now();
  queue.add(line('a'));
  jest.spyOn(performance, 'now').mockReturnValue(began + 60);
  queue.add(line('b'));
  expect(sent.flat()).toEqual([line('a'), line('b')]);
});

test('stops after two thousand outputs, and says so', () => {
  const sent: Output[][] = [];
  const queue = new OutputQueue((outputs) => sent.push(outputs));
  for (let i = 0; i < 5000; i++) queue.add(line(String(i)));
  queue.flush();
  expect(sent.flat()).toHaveLength(2001);
  expect(sent.flat().at(-1)).toMatchObject({ level: 'warn', text: expect.stringContaining('not shown') });
});
