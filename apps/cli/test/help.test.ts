import { describe, expect, test } from '@jest/globals';
import { settingNames } from '@bnlab/experiments';
import { createProgram } from '../src/program';

const program = createProgram(new AbortController().signal);

/** What a command says of itself in a terminal of 80 columns. */
function helpOf(name: string): string {
  const command = name === '' ? program : program.commands.find((candidate) => candidate.name() === name)!;
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 });
  command.outputHelp();
  return text;
}

describe('help', () => {
  test.each(['', ...program.commands.map((command) => command.name())])(
    'of "bnlab %s" fits 80 columns',
    (name) => {
      for (const line of helpOf(name).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    },
  );

  test('says what each option means', () => {
    for (const command of program.commands) {
      for (const option of command.options) expect(option.description).not.toBe('');
    }
  });

  test('tells commands that go on where they stopped from the one that always trains', () => {
    expect(helpOf('run')).toContain('It always trains');
    for (const name of ['lesson', 'sweep']) expect(helpOf(name)).toContain('goes on where it stopped');
  });

  test('names every setting that can be swept', () => {
    for (const setting of settingNames) expect(helpOf('sweep')).toContain(setting);
  });
});
