import { graphWasm } from '../generated/graph';
import { stepWasm } from '../generated/step';
import { workerSource } from '../generated/worker';
import { launchWorker, type WorkerConnection, type WorkerEvents } from './launch-worker';
import type { AnswerMessage } from './messages';

/** Starts a worker that serves a network. Its program travels in the package; the kernels, which are there already, are put in front. */
export function startWorker(events: WorkerEvents<AnswerMessage>): Promise<WorkerConnection> {
  const kernels = `globalThis.bnlabKernels = { stepWasm: '${stepWasm}', graphWasm: '${graphWasm}' };`;
  return launchWorker(`${kernels}\n${workerSource}`, events);
}
