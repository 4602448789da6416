import { describe, expect, test } from '@jest/globals';
import { findingOf } from '../../components/lesson/benefit-finding';
import { benefits, type Benefit } from '../../data/benefits';

describe('the benefits', () => {
  const all = benefits();

  test.each(all.map((benefit) => [benefit.id, benefit] as const))(
    '%s has every seed of both networks at every point',
    (_id, { panels, scale }) => {
      expect(panels.length).toBeGreaterThan(1);
      for (const { points } of panels) {
        expect(points.length).toBeGreaterThan(1);
        for (const point of points) {
          expect(point.without.length).toBe(point.with.length);
          for (const accuracy of [...point.without, ...point.with]) {
            expect(accuracy).toBeGreaterThanOrEqual(0);
            expect(accuracy).toBeLessThanOrEqual(1000);
          }
        }
        if (scale === 'words') continue;
        const places = points.map(({ x }) => Number(x));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
    },
  );
});

describe('a finding', () => {
  const benefit = (id: Benefit['id'], points: Benefit['panels'][number]['points']): Benefit => ({
    ...{ id, tab: '', axis: '', scale: 'log', from: 0 },
    panels: [{ name: 'ReLU', points }],
  });

  test('counts the settings that reach 90 %', () => {
    const points = [
      { x: 0.1, without: [100, 950, 100], with: [950, 950, 100] },
      { x: 1, without: [900, 900, 900], with: [980, 980, 980] },
    ];
    const found = findingOf(benefit('rate', points), 0);
    expect(found).toBe('Without batch norm 1 of 2 learning rates reaches 90 %, with it 2.');
  });

  test('says that there is no clear difference where the seeds overlap', () => {
    const close = [{ x: 1, without: [960, 970, 980], with: [965, 975, 985] }];
    expect(findingOf(benefit('best', close), 0)).toMatch(/^No clear difference/);
    const apart = [{ x: 1, without: [960, 965, 969], with: [970, 975, 985] }];
    expect(findingOf(benefit('best', apart), 0)).not.toMatch(/No clear difference/);
  });
});
