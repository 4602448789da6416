import { availableParallelism } from 'node:os';
import { backendNames } from '@bnlab/layers';
import { Command, Option, type AddHelpTextContext } from 'commander';
import { version } from '../package.json';
import { bench, type BenchOptions } from './bench';
import { lesson, type LessonOptions } from './lesson';
import { schedulers } from './emit/job-file';
import { list } from './list';
import { FULL_SEEDS, PAPER_SEEDS, papers, type PapersOptions } from './papers';
import { merge } from './merge';
import { backendName, seedList, shardPart, wholeNumber } from './options';
import { report } from './report';
import { LEAST_COLUMNS } from './paragraph';
import { run, type RunOptions } from './run';
import { settingsHelp } from './settings-help';
import { sweep, type SweepOptions } from './sweep';
import { helpColumns } from './terminal';

const MAX_SEED = 2 ** 32 - 1;

const IMAGES = 'images to learn from: mnist, fashion-mnist, or a directory of IDX files or CIFAR-10 batches';
const REVECTORIZE =
  'let V8 join neighbouring vector operations, in a process of its own: the same bits, in less time (Node.js 24 or later)';
const EXIT_CODES = 'Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted. What is finished is kept.';
const ALWAYS_TRAINS = 'It always trains, and puts what comes out in the place of an earlier record.';
const RESUMES =
  'Each run is written to --out as soon as it is done, and what is there already is not made again: after an ' +
  'interruption the same command goes on where it stopped.';
const PAPERS_RESUME =
  'Each value is written to papers.jsonl in --out as soon as it is measured. What this version and commit measured is not ' +
  'measured again: after an interruption the same command goes on where it stopped.';
const MERGES =
  'Their order does not matter. Where two hold different results for a run, nothing is written. It fails if a record is damaged, if there is none, or if a part of a sweep is short of runs.';

/** The command line: what it takes, and what each command does. `signal` stops the work in hand. */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command('bnlab')
    .description('Batch normalization experiments: the same network with and without it, on MNIST.')
    .version(version)
    .addHelpText('after', wrapped(EXIT_CODES))
    .exitOverride()
    .configureHelp({ minWidthToWrap: LEAST_COLUMNS })
    .configureOutput({ outputError: (message, write) => write(oneLine(message)) });

  program.command('list').description('list the presets and the sweeps').action(list);

  trainingCommand(program, 'run', "train and test a preset's pair of networks")
    .argument('<preset...>', 'names from "bnlab list"')
    .option('--seed <n>', 'everything random comes from it', wholeNumber('--seed', 0, MAX_SEED), 1)
    .addOption(new Option('--data <set>', IMAGES).default('mnist'))
    .option('--batches <n>', "batches to train, instead of the preset's", wholeNumber('--batches', 1))
    .addHelpText('after', wrapped(ALWAYS_TRAINS))
    .action((names: string[], options: RunOptions) => run(names, options, signal));

  trainingCommand(
    program,
    'lesson',
    "run every experiment of the lesson, and compare with the lesson's figures",
  )
    .addOption(new Option('--seeds <list>', 'such as 1-5 or 1,7,9').argParser(seedList).default([1], '1'))
    .option('--quick', 'only the experiments of 2,000 batches')
    .addHelpText('after', wrapped(RESUMES))
    .action((options: LessonOptions) => lesson(options, signal));

  trainingCommand(program, 'sweep', 'a named sweep, or every combination of settings, from several seeds')
    .argument('<name...>', 'sweeps and presets from "bnlab list"')
    .option('--seeds <list>', 'such as 1-20 or 1,7,9 (default: 1-5)', seedList)
    .addOption(
      new Option(
        '--set <name=values>',
        'values of a setting with commas between, such as learningRate=0.01,0.1; may be given several times',
      )
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(new Option('--data <set>', IMAGES).default('mnist'))
    .option(
      '--shard <i/n>',
      'make only the i-th of n parts, or "auto" in a Slurm array, Indexed Job or CI matrix; "bnlab merge" joins them',
      shardPart,
    )
    .addOption(
      new Option(
        '--emit <scheduler>',
        'train nothing: print a job file that makes the sweep in parts',
      ).choices(schedulers),
    )
    .option('--parts <n>', 'parts of the job file', wholeNumber('--parts', 2, 1000), 8)
    .addHelpText('after', () => `\n${settingsHelp(helpColumns())}`)
    .addHelpText('after', wrapped(RESUMES))
    .action((names: string[], options: SweepOptions) => sweep(names, options, signal));

  program
    .command('papers')
    .description('measure what papers claim of batch norm again, on small networks')
    .argument('[claim...]', 'claims from "bnlab list" (default: all)')
    .addOption(
      new Option('--seeds <list>', `such as 1-20 or 1,7,9 (default: 1-${PAPER_SEEDS})`).argParser(seedList),
    )
    .addOption(new Option('--full', `from seeds 1-${FULL_SEEDS}`).conflicts('seeds'))
    .option('--jobs <n>', 'measurements at once', wholeNumber('--jobs', 1, 1024), availableParallelism())
    .option('--revectorize', REVECTORIZE)
    .option('--out <dir>', 'where the values are kept', 'runs')
    .option('--json', 'print one JSON document on standard output, and nothing else there')
    .addHelpText('after', wrapped(PAPERS_RESUME))
    .action((names: string[], options: PapersOptions) => papers(names, options, signal));

  program
    .command('merge')
    .description('join directories of records, such as the shards of a sweep')
    .argument('<dir...>', 'directories that --out wrote')
    .requiredOption('--out <dir>', 'where the records go, beside those that are there')
    .addHelpText('after', wrapped(MERGES))
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
    .description('measure the training steps per second of each engine on this machine')
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
      `train on this TensorFlow.js backend, not on the compiled engine: ${backendNames.join(', ')}`,
      backendName,
    )
    .option('--jobs <n>', 'networks to train at once', wholeNumber('--jobs', 1, 1024), availableParallelism())
    .option('--revectorize', REVECTORIZE)
    .option('--out <dir>', 'where records and charts go', 'runs')
    .option('--json', 'print { "records": [...] } on standard output, and nothing else there');
}

/** A paragraph after a command's options. */
function wrapped(text: string) {
  return ({ command }: AddHelpTextContext): string =>
    `\n${command.createHelp().boxWrap(text, helpColumns())}`;
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
