import { onBeforeUnmount, ref, shallowRef } from 'vue';
import type { ModelView } from './edit-model';
import type { FromModelWorker, ToModelWorker } from './model-worker';

type Task = ToModelWorker extends infer Each ? (Each extends unknown ? Omit<Each, 'task'> : never) : never;

/** A model in a worker of its own, and the tools for it. */
export function useModelTools() {
  const view = shallowRef<ModelView>();
  const failure = ref<string>();
  const isBusy = ref(false);
  let worker: Worker | undefined;
  let task = 0;
  let settle: ((isDone: boolean) => void) | undefined;

  function receive({ data }: MessageEvent<FromModelWorker>): void {
    if (data.task !== task) return;
    if ('view' in data) view.value = data.view;
    finish('failure' in data ? data.failure : undefined);
  }

  function finish(message: string | undefined): void {
    failure.value = message;
    isBusy.value = false;
    settle?.(message === undefined);
  }

  /** Asks the worker; resolves to whether it could do it. */
  function ask(request: Task): Promise<boolean> {
    if (!worker) {
      worker = new Worker(new URL('./model-worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', receive);
      worker.addEventListener('error', ({ message }) => finish(message || 'The model could not be loaded.'));
    }
    task += 1;
    isBusy.value = true;
    settle?.(false);
    worker.postMessage({ ...request, task });
    return new Promise((resolve) => (settle = resolve));
  }

  onBeforeUnmount(() => worker?.terminate());
  return { view, failure, isBusy, ask };
}
