import { describe, expect, test } from '@jest/globals';
import { settingNames } from '@bnlab/experiments';
import { createProgram } from '../src/program';
import { bnlabInProcess } from './helpers/in-process';

const program = createProgram(new AbortController().signal);

/** What a command says of itself in a terminal of some columns. */
function helpOf(name: string, columns = 80): string {
  const command = name === '' ? program : program.commands.find((candidate) => candidate.name() === name)!;
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => columns });
  const { columns: before } = process.stdout;
  process.stdout.columns = columns;
  command.outputHelp();
  process.stdout.columns = before;
  return text;
}

test.each([60, 80, 100])('bnlab list fits %i columns', async (columns) => {
  const { columns: before } = process.stdout;
  process.stdout.columns = columns;
  const { stdout } = await bnlabInProcess(['list']);
  process.stdout.columns = before;
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
});

describe('help', () => {
  test.each(['', ...program.commands.map((command) => command.name())])(
    'of "bnlab %s" fits 60, 80 and 100 columns',
    (name) => {
      for (const columns of [60, 80, 100]) {
        for (const line of helpOf(name, columns).split('\n'))
          expect(line.length).toBeLessThanOrEqual(columns);
      }
    },
  );

  test('says what each option means', () => {
    for (const command of program.commands) {
      for (const option of command.options) expect(option.description).not.toBe('');
    }
  });

  test('tells commands that go on where they stopped from the one that always trains', () => {
    expect(helpOf('run')).toContain('It always trains');
    for (const name of ['lesson', 'sweep', 'papers'])
      expect(helpOf(name)).toContain('goes on where it stopped');
  });

  test('says of every setting that can be swept its values, what it is, and its default', () => {
    const help = helpOf('sweep');
    for (const setting of settingNames) {
      expect(help).toMatch(new RegExp(`^  ${setting}=\\S[^]*?\\n {6}\\S`, 'm'));
    }
    expect(help).toContain('  optimizer=sgd | momentum | adam\n');
    expect(help).toContain('  dropout=<number from 0 below 1>\n');
    expect(help).toMatch(/Added to the variance under the root\. Default 1e-3\./);
  });
});
