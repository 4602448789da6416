import { Command } from 'commander';
import { version } from '../../package.json';
import { list } from './list';
import { backendName, wholeNumber } from './options';
import { run, type RunOptions } from './run';

const MAX_SEED = 2 ** 32 - 1;

/** The command line: what it takes, and what each command does. `signal` stops the work in hand. */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command('bnlab')
    .description('Batch normalization experiments: the same network with and without it, on MNIST.')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (message, write) => write(oneLine(message)) });

  program.command('list').description('list the presets').action(list);

  program
    .command('run')
    .description("train and test a preset's pair of networks")
    .argument('<preset...>', 'names from "bnlab list"')
    .option('--seed <n>', 'everything random comes from it', wholeNumber('--seed', 0, MAX_SEED), 1)
    .option(
      '--backend <name>',
      'train on this TensorFlow.js backend, not on the compiled engine',
      backendName,
    )
    .option('--batches <n>', "batches to train, instead of the preset's", wholeNumber('--batches', 1))
    .option('--out <dir>', 'where records and charts go', 'runs')
    .option('--json', 'print { "records": [...] } on standard output, and nothing else there')
    .action((names: string[], options: RunOptions) => run(names, options, signal));

  return program;
}

/** Commander puts its suggestion on a line of its own. */
function oneLine(message: string): string {
  return `bnlab: ${message
    .trim()
    .replace(/^error: /, '')
    .replace(/\n+/g, ' ')}\n`;
}
