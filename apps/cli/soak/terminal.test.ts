import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { shellWords } from '../src/emit/shell-words';
import { writeFewLetters } from '../test/helpers/few-letters';

let directory = '';
let letters = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bnlab-'));
  letters = await writeFewLetters(directory);
});
afterAll(() => rm(directory, { recursive: true }));

/** What a terminal of so many columns is sent by a sweep of four runs, as lines. */
function inTerminal(columns: number): string[] {
  const program = [process.execPath, join(__dirname, '../bin/bnlab.js')];
  const options = ['--seeds', '1-2', '--set', 'trainingBatches=1000,2000', '--data', letters, '--jobs', '1'];
  const words = [...program, 'sweep', 'relu-lr0.01-2000', ...options, '--out', join(directory, `${columns}`)];
  const line = `stty cols ${columns} rows 24; exec ${shellWords(words)}`;
  const { status, stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { encoding: 'utf8' });
  expect(status).toBe(0);
  // Where the cursor is moved a line begins anew.
  // eslint-disable-next-line no-control-regex
  const moved = stdout.replace(/\x1b\[\d*(;\d*)?[A-HJKf]/g, '\n');
  return stripVTControlCharacters(moved)
    .split(/[\r\n]+/)
    .filter((text) => text !== '');
}

test.each([60, 80, 100])('in %d columns nothing of a sweep is cut off', (columns) => {
  const lines = inTerminal(columns);
  expect(lines.filter(({ length }) => length > columns)).toEqual([]);
  expect(lines[0]).toMatch(/^0\/4 runs .* 0 % {2}starting$/);
  expect(lines.some((line) => /^\d\/4 runs .* \d+ (s|min) left$/.test(line))).toBe(true);
  // A run's figures, on one line or two.
  const ends = lines
    .join(' ')
    .match(/\[\d\/4\] \S+: Without Batch Norm [\d.]+ %, +With Batch Norm [\d.]+ %/g);
  expect(ends).toHaveLength(4);
});
