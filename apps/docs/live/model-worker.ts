import * as tf from '@tensorflow/tfjs';
import { EditedModel, type ModelTool, type ModelView } from './edit-model';
import { sampleModels, type SampleModel } from './sample-models';

/** What the page asks: another model, or a tool for the one that is there. */
export type ToModelWorker = { task: number } & (
  | { type: 'sample'; name: SampleModel }
  | { type: 'files'; files: readonly File[] }
  | { type: 'tool'; tool: ModelTool }
);

export type FromModelWorker = { task: number } & ({ view: ModelView } | { failure: string });

let model: EditedModel | undefined;
let tasks = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<ToModelWorker>) => {
  tasks = tasks.then(() => perform(data));
});

async function perform(request: ToModelWorker): Promise<void> {
  const { task } = request;
  const answer = (message: FromModelWorker) => self.postMessage(message);
  try {
    await tf.setBackend('cpu');
    if (request.type === 'tool') await model!.use(request.tool);
    else {
      const next = new EditedModel(await open(request));
      model?.dispose();
      model = next;
    }
    answer({ task, view: await model!.view() });
  } catch (error) {
    answer({ task, failure: (error as Error).message });
  }
}

async function open(request: Exclude<ToModelWorker, { type: 'tool' }>): Promise<tf.LayersModel> {
  if (request.type === 'sample') return sampleModels[request.name]();
  // TensorFlow.js wants the description first, then the weights in its order.
  const files = request.files.toSorted(
    (a, b) => Number(b.name.endsWith('.json')) - Number(a.name.endsWith('.json')),
  );
  return tf.loadLayersModel(tf.io.browserFiles(files));
}
