import { computed, onBeforeUnmount, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { withBase } from 'vitepress';
import type { Frame } from './frame';
import { PlaygroundSession, type Pair, type SessionView } from './session';
import { defaultSettings, type PlaygroundSettings } from './settings';
import { startWorkers } from './start-workers';

/** Milliseconds between two looks at the training. */
const REFRESH_MS = 100;

export interface Playground {
  settings: ShallowRef<PlaygroundSettings>;
  view: ShallowRef<SessionView | undefined>;
  failure: ComputedRef<string | undefined>;
  /** The step that is looked at; undefined for the latest. */
  lookedAt: Ref<number | undefined>;
  /** What each network was at the step that is looked at. */
  frames: ComputedRef<Pair<Frame | undefined>>;
  /** New networks with these settings; `start` trains them at once. */
  create: (settings: PlaygroundSettings, start?: boolean) => void;
  start: () => void;
  pause: () => void;
  stepOnce: () => void;
  goTo: (step: number) => void;
  guess: (pixels: Uint8Array) => void;
}

/** The playground's two networks, for a page. Workers are started when the first networks are asked for. */
export function usePlayground(): Playground {
  const settings = shallowRef(defaultSettings);
  const view = shallowRef<SessionView>();
  const workerFailure = ref<string>();
  const lookedAt = ref<number>();
  let session: PlaygroundSession | undefined;
  let stopWorkers = () => {};
  let startWhenReady = false;
  let refresh = 0;

  /** Messages may come by the hundred a second, and the networks need the machine more than the page does. */
  function changed(): void {
    if (session!.view.phase === 'ready' && startWhenReady) {
      startWhenReady = false;
      session!.start();
    }
    refresh ||= window.setTimeout(() => {
      refresh = 0;
      view.value = session!.view;
    }, REFRESH_MS);
  }

  function create(wanted: PlaygroundSettings, start = false): void {
    if (!session || workerFailure.value || view.value?.phase === 'failed') renewWorkers();
    settings.value = wanted;
    lookedAt.value = undefined;
    startWhenReady = start;
    session!.create(wanted);
    view.value = session!.view;
  }

  function renewWorkers(): void {
    stopWorkers();
    workerFailure.value = undefined;
    const url = new URL(withBase('/mnist/'), location.href).href;
    const { workers, stop } = startWorkers(url, (message) => (workerFailure.value = message));
    stopWorkers = stop;
    session = new PlaygroundSession(workers, changed);
  }

  const frames = computed((): Pair<Frame | undefined> => {
    const [without, withNorm] = view.value?.networks ?? [];
    const at = lookedAt.value ?? Infinity;
    const find = (list: readonly Frame[] = []) => list.findLast(({ step }) => step <= at);
    return [find(without?.frames), find(withNorm?.frames)];
  });

  onBeforeUnmount(() => {
    clearTimeout(refresh);
    stopWorkers();
  });

  const live = (act: () => void) => () => {
    lookedAt.value = undefined;
    act();
  };
  return {
    settings,
    view,
    failure: computed(() => workerFailure.value ?? view.value?.failure),
    lookedAt,
    frames,
    create,
    start: live(() => session?.start()),
    pause: live(() => session?.pause()),
    stepOnce: live(() => session?.stepOnce()),
    goTo: (step) => session?.goTo(step),
    guess: (pixels) => session?.guess(pixels),
  };
}
