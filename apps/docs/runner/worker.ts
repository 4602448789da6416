import { inspect } from 'node-inspect-extracted';
import { loadedAddresses } from '../offline/keep-for-offline';
import type { Output, PrintLevel, RunnerMessage, RunRequest } from './messages';
import { OutputQueue } from './output-queue';
import { pageModules } from './page-modules';
import { lineOf, runProgram } from './run-program';
import { isTensor } from './is-tensor';
import { toOutput } from './to-output';

/** Tensors in the words of TensorFlow.js, which have their numbers; everything else as Node.js prints it. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  return isTensor(value) ? value.toString() : inspect(value);
}

const send = (message: RunnerMessage) => self.postMessage(message);
const queue = new OutputQueue((outputs: Output[]) => send({ type: 'output', outputs }));

const print =
  (level: PrintLevel) =>
  (...values: unknown[]) => {
    const text = values.map(inWords).join(' ');
    queue.add({ type: 'print', level, text });
  };
// The libraries print through the console too: tensor.print(), warnings of TensorFlow.js.
Object.assign(console, {
  log: print('log'),
  info: print('log'),
  debug: print('log'),
  warn: print('warn'),
  error: print('error'),
  table: (rows: unknown) => queue.add(toOutput(rows)),
});

const progress = (done: number, total: number, label = '') => {
  queue.flush();
  send({ type: 'progress', done, total, label });
};

const fail = (error: unknown) => {
  queue.flush();
  const { name = 'Error', message = inspect(error) } = Object(error) as Partial<Error>;
  send({ type: 'failed', name, message, line: lineOf(error) });
};

self.addEventListener('error', (event) => {
  event.preventDefault();
  fail(event.error ?? new Error(event.message));
});
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  fail(event.reason);
});

self.addEventListener('message', ({ data }: MessageEvent<RunRequest>) => {
  const mnistUrl = new URL(`${import.meta.env.BASE_URL}mnist/`, self.location.origin).href;
  const modules = pageModules(mnistUrl, { progress, width: data.width });
  runProgram(data.source, { modules, display: (value) => queue.add(toOutput(value)), progress }).then(() => {
    queue.flush();
    send({ type: 'finished', loaded: loadedAddresses() });
  }, fail);
});
