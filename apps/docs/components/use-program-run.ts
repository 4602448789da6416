import { onBeforeUnmount, reactive, readonly, type DeepReadonly } from 'vue';
import { keepForOffline } from '../offline/keep-for-offline';
import type { Output, RunnerMessage, RunRequest } from '../runner/messages';

export type RunFailure = Extract<RunnerMessage, { type: 'failed' }>;

export interface ProgramRun {
  state: 'idle' | 'running' | 'finished' | 'failed' | 'stopped';
  /** One line for the reader. */
  status: string;
  outputs: Output[];
  progress: { done: number; total: number; label: string } | undefined;
  failure: RunFailure | undefined;
}

/** Runs one program at a time in a worker and says how it goes. */
export function useProgramRun(): {
  run: DeepReadonly<ProgramRun>;
  /** Resolves when the run has ended, with what it failed with. */
  start: (request: RunRequest) => Promise<RunFailure | undefined>;
  stop: () => void;
  clear: () => void;
} {
  const run = reactive<ProgramRun>({ ...idle });
  let terminate: (() => void) | undefined;
  let settle: ((failure?: RunFailure) => void) | undefined;

  function end(state: ProgramRun['state'], status: string, failure?: RunFailure): void {
    terminate?.();
    terminate = undefined;
    Object.assign(run, { state, status, failure, progress: undefined });
    settle?.(failure);
  }

  async function start(request: RunRequest): Promise<RunFailure | undefined> {
    terminate?.();
    Object.assign(run, { ...idle, outputs: [], state: 'running', status: 'Running.' });
    const { startProgram } = await import('../runner/program-run');
    const began = performance.now();
    return new Promise((resolve) => {
      settle = resolve;
      terminate = startProgram(request, (message) => {
        if (message.type === 'output') run.outputs.push(...message.outputs);
        if (message.type === 'progress') run.progress = message;
        if (message.type === 'finished') {
          end('finished', `Done in ${seconds(performance.now() - began)}.`);
          void keepForOffline(message.loaded);
        }
        if (message.type === 'failed') end('failed', failureStatus(message), message);
      });
    });
  }

  const stop = () => {
    if (run.state === 'running') end('stopped', 'Stopped.');
  };
  const clear = () => void Object.assign(run, { ...idle, outputs: [] });
  onBeforeUnmount(() => terminate?.());
  return { run: readonly(run), start, stop, clear };
}

const idle: ProgramRun = { state: 'idle', status: '', outputs: [], progress: undefined, failure: undefined };

function seconds(milliseconds: number): string {
  const value = milliseconds / 1000;
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} s`;
}

function failureStatus({ line }: RunFailure): string {
  return line === undefined ? 'The program failed.' : `The program failed at line ${line}.`;
}
