import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { version } from '../../package.json';
import { bench, type BenchOptions } from './bench';
import { lesson, type LessonOptions } from './lesson';
import { list } from './list';
import { merge } from './merge';
import { backendName, seedList, shardPart, wholeNumber } from './options';
import { report } from './report';
import { run, type RunOptions } from './run';
import { sweep, type SweepOptions } from './sweep';

const MAX_SEED = 2 ** 32 - 1;

/** The command line: what it takes, and what each command does. `signal` stops the work in hand. */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command('bnlab')
    .description('Batch normalization experiments: the same network with and without it, on MNIST.')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (message, write) => write(oneLine(message)) });

  program.command('list').description('list the presets and the sweeps').action(list);

  trainingCommand(program, 'run', "train and test a preset's pair of networks")
    .argument('<preset...>', 'names from "bnlab list"')
    .option('--seed <n>', 'everything random comes from it', wholeNumber('--seed', 0, MAX_SEED), 1)
    .option('--batches <n>', "batches to train, instead of the preset's", wholeNumber('--batches', 1))
    .action((names: string[], options: RunOptions) => run(names, options, signal));

  trainingCommand(
    program,
    'lesson',
    "run every experiment of the lesson, and compare with the lesson's figures",
  )
    .option('--seeds <list>', 'such as 1-5 or 1,7,9', seedList, [1])
    .option('--quick', 'only the experiments of 2,000 batches')
    .action((options: LessonOptions) => lesson(options, signal));

  trainingCommand(program, 'sweep', 'a named sweep, or every combination of settings, from several seeds')
    .argument('<name...>', 'sweeps and presets from "bnlab list"')
    .option('--seeds <list>', 'such as 1-20 or 1,7,9 (default: 1-5)', seedList)
    .option(
      '--set <name=values>',
      'values of a setting with commas between; may be given several times',
      collect,
      [],
    )
    .option('--shard <i/n>', 'make only the i-th of n parts', shardPart)
    .action((names: string[], options: SweepOptions) => sweep(names, options, signal));

  program
    .command('merge')
    .description('join directories of records, such as the shards of a sweep')
    .argument('<dir...>', 'directories that --out wrote')
    .requiredOption('--out <dir>', 'where the records go')
    .action(merge);

  program
    .command('report')
    .description('write one web page on the records, with every table and curve')
    .argument('[path...]', 'directories of records, or documents that --json printed', ['runs'])
    .option('--out <file>', 'where the page goes', 'report.html')
    .option('--markdown', 'print the tables as Markdown on standard output instead')
    .action(report);

  program
    .command('bench')
    .description('measure the training steps a second of each engine on this machine')
    .option('--rounds <n>', 'turns that each takes', wholeNumber('--rounds', 1, 1000), 7)
    .option('--json', 'print one JSON document on standard output, and nothing else there')
    .action((options: BenchOptions) => bench(options, signal));

  return program;
}

/** A command that trains: what all of these take. */
function trainingCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option(
      '--backend <name>',
      'train on this TensorFlow.js backend, not on the compiled engine',
      backendName,
    )
    .option('--jobs <n>', 'networks to train at once', wholeNumber('--jobs', 1, 1024), availableParallelism())
    .option('--out <dir>', 'where records and charts go', 'runs')
    .option('--json', 'print { "records": [...] } on standard output, and nothing else there');
}

function collect(value: string, values: string[]): string[] {
  return [...values, value];
}

/** Commander puts its suggestion on a line of its own. */
function oneLine(message: string): string {
  return `bnlab: ${message
    .trim()
    .replace(/^error: /, '')
    .replace(/\n+/g, ' ')}\n`;
}
