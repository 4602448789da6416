import { describe, expect, test } from '@jest/globals';
import { codeTabs, layerCode, partsOf } from '../../../components/lesson/layer-code';

describe.each(codeTabs)('the lines of %s', (tab) => {
  const lineOf = (code: string, part: RegExp) => code.split('\n').findIndex((line) => part.test(line));

  test.each(['before', 'after'] as const)('put batch norm %s the activation', (place) => {
    const code = layerCode(tab, { place, bias: false, momentum: 0.99 });
    const [norm, relu] = [lineOf(code, /batch_?norm/i), lineOf(code, /relu/i)];
    expect(norm).toBeGreaterThan(0);
    expect(norm < relu).toBe(place === 'before');
  });

  test('leave the bias out where it is switched off, and batch norm where there is none', () => {
    const plain = layerCode(tab, { place: 'none', bias: true, momentum: 0.99 });
    expect(plain).not.toMatch(/bias|batch/i);
    expect(layerCode(tab, { place: 'before', bias: false, momentum: 0.99 })).toMatch(/bias.*false/i);
  });
});

test('the momentum of PyTorch is the share of the new value', () => {
  const choice = { place: 'before', bias: false, momentum: 0.9 } as const;
  expect(layerCode('PyTorch', choice)).toContain('momentum=0.1,');
  expect(layerCode('Keras', choice)).toContain('momentum=0.9)');
});

test('the parts stand in the order in which a value passes them', () => {
  expect(partsOf({ place: 'after', bias: true, momentum: 0.99 })).toEqual([
    'weights',
    'bias',
    'ReLU',
    'batch norm',
  ]);
  expect(partsOf({ place: 'before', bias: false, momentum: 0.99 })).toEqual([
    'weights',
    'batch norm',
    'ReLU',
  ]);
});
