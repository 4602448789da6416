import { expect, test } from '@jest/globals';
import { laws } from '@bnlab/core/spec';
import { furtherGoals, goals, goalState } from '../../labs/write-your-own/goals';

test('every law belongs to one goal, and the five need no more than training and inference', () => {
  const named = [...goals, ...furtherGoals].flatMap((goal) => goal.laws);
  expect([...named].sort()).toEqual(laws.map(({ name }) => name).sort());
  const needs = (name: string) => laws.find((law) => law.name === name)!.needs;
  expect(goals).toHaveLength(5);
  for (const name of goals.flatMap((goal) => goal.laws)) expect(needs(name)).toEqual([]);
  for (const name of furtherGoals.flatMap((goal) => goal.laws)) expect(needs(name)).not.toEqual([]);
});

test('a goal is reached with all of its laws, missed with one, and locked where none applies', () => {
  const goal = { title: '', task: '', laws: ['a', 'b'] };
  const state = (...outcomes: [string, string][]) => goalState(goal, new Map(outcomes));
  expect(state()).toBe('waiting');
  expect(state(['a', 'kept'])).toBe('waiting');
  expect(state(['a', 'broken'])).toBe('missed');
  expect(state(['a', 'kept'], ['b', 'kept'])).toBe('reached');
  expect(state(['a', 'kept'], ['b', 'skipped'])).toBe('reached');
  expect(state(['a', 'skipped'], ['b', 'skipped'])).toBe('locked');
});
