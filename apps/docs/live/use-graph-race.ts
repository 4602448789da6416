import { onBeforeUnmount, ref, shallowRef } from 'vue';
import { withBase } from 'vitepress';
import type { FromGraphWorker, ToGraphWorker } from './graph-worker';
import type { GraphMoment, GraphPlan } from './train-graph';

/** Networks of layers that train side by side while the page is open. */
export function useGraphRace() {
  const state = ref<'idle' | 'running' | 'finished' | 'failed'>('idle');
  const failure = ref<string>();
  const curves = shallowRef<readonly (readonly GraphMoment[])[]>([]);
  let worker: Worker | undefined;
  let race = 0;

  function receive({ data }: MessageEvent<FromGraphWorker>): void {
    if (data.race !== race) return;
    if (data.type === 'done') state.value = 'finished';
    else if (data.type === 'failed') fail(data.message);
    else {
      const { network, moment } = data;
      curves.value = curves.value.map((curve, index) => (index === network ? [...curve, moment] : curve));
    }
  }

  function fail(message: string): void {
    state.value = 'failed';
    failure.value = message;
  }

  function start(plans: readonly GraphPlan[]): void {
    if (!worker) {
      worker = new Worker(new URL('./graph-worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', receive);
      worker.addEventListener('error', ({ message }) =>
        fail(message || 'The training could not be started. Try again.'),
      );
    }
    race += 1;
    state.value = 'running';
    failure.value = undefined;
    curves.value = plans.map(() => []);
    const digits = new URL(withBase('/mnist/'), location.href).href;
    worker.postMessage({ race, plans, digits } satisfies ToGraphWorker);
  }

  onBeforeUnmount(() => worker?.terminate());
  return { state, failure, curves, start };
}
