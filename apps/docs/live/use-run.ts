import { computed, ref, shallowRef, triggerRef } from 'vue';
import { withBase } from 'vitepress';
import { defaultSettings, type PlaygroundSettings } from '../labs/playground/settings';
import type { FromWorker, Gallery, Judgement, Measurement, RunResult, ToWorker } from './messages';
import type { LayerFrame } from './layer-frame';
import type { NetworkFrame } from './network-frame';
import { isUsual, usualView, type ReadingView } from './reading-view';
import type { UnitBatch } from './unit-batch';
import type { Weather } from './weather';

/** The network without batch norm, and the one with it. */
export type Pair<T> = readonly [T, T];

/** How far a run is. */
export type RunPhase = 'idle' | 'loading' | 'running' | 'finished' | 'failed';

const settings = shallowRef<PlaygroundSettings>(defaultSettings);
const phase = ref<RunPhase>('idle');
const frames = shallowRef<Pair<NetworkFrame[]>>([[], []]);
const gallery = shallowRef<Gallery>();
const engine = ref<string>();
const loading = ref<{ loaded: number; total: number }>();
const failure = ref<string>();
const results = shallowRef<readonly [RunResult | undefined, RunResult | undefined]>([undefined, undefined]);
const readings = shallowRef<Pair<readonly Float32Array[]>>([[], []]);
const drawing = shallowRef<Uint8Array>();
const judged = shallowRef<readonly [Judgement | undefined, Judgement | undefined]>([undefined, undefined]);
/** How new images are shown and read. */
const reading = shallowRef<ReadingView>(usualView);
const measured = shallowRef<Pair<(Measurement | undefined)[]>>([[], []]);
const unitBatches = shallowRef<readonly [UnitBatch | undefined, UnitBatch | undefined]>([
  undefined,
  undefined,
]);
const probed = shallowRef<Pair<readonly LayerFrame[]>>();
/** The moment that is looked at: a frame, and how far on the way to the next. */
const position = ref(0);
const isPlaying = ref(false);

const UNMEASURED: Measurement = { accuracy: NaN, guesses: new Float32Array() };

let workers: Pair<Worker> | undefined;
let run = 0;
let probe = 0;
let drawn = 0;
let question = 0;
let view = 0;
let unitQuestion = 0;
let halves: [readonly LayerFrame[] | undefined, readonly LayerFrame[] | undefined] = [undefined, undefined];

/** How many frames both networks have come to. */
const count = computed(() => Math.min(frames.value[0].length, frames.value[1].length));

/** The frames with what both networks make of images as they are shown now; NaN where that is not measured yet. */
const seen = computed((): Pair<readonly NetworkFrame[]> => {
  if (isUsual(reading.value)) return frames.value;
  const remeasured = (index: 0 | 1) =>
    frames.value[index].map((frame, at) => ({ ...frame, ...(measured.value[index][at] ?? UNMEASURED) }));
  return [remeasured(0), remeasured(1)];
});

function startWorkers(): Pair<Worker> {
  const start = (index: 0 | 1) => {
    const worker = new Worker(new URL('./network-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => receive(index, data));
    worker.addEventListener('error', ({ message }) =>
      fail(message || 'The training could not be started. Reload the page and try again.'),
    );
    return worker;
  };
  const pair = [start(0), start(1)] as const;
  const { port1, port2 } = new MessageChannel();
  const url = new URL(withBase('/mnist/'), location.href).href;
  const connect = (worker: Worker, port: MessagePort, message: ToWorker) =>
    worker.postMessage(message, [port]);
  connect(pair[0], port1, { type: 'connect', digits: { url, handOnTo: port1 } });
  connect(pair[1], port2, { type: 'connect', digits: { from: port2 } });
  return pair;
}

function send(message: (index: 0 | 1) => ToWorker): void {
  workers ??= startWorkers();
  workers.forEach((worker, index) => worker.postMessage(message(index as 0 | 1)));
}

function normalizedOf(wanted: PlaygroundSettings, index: 0 | 1): readonly boolean[] {
  return index === 0 ? wanted.hidden.map(() => false) : wanted.normalized;
}

function receive(index: 0 | 1, message: FromWorker): void {
  if (message.type === 'loading') {
    loading.value = message.loaded < message.total ? message : undefined;
  } else if (message.type === 'probed') {
    if (message.probe !== probe) return;
    halves[index] = message.layers;
    gallery.value ??= message.gallery;
    if (halves[0] && halves[1]) probed.value = [halves[0], halves[1]];
  } else if (message.type === 'judged') {
    if (message.question !== question) return;
    judged.value = index === 0 ? [message.judgement, judged.value[1]] : [judged.value[0], message.judgement];
  } else if (message.type === 'unit') {
    if (message.question !== unitQuestion) return;
    unitBatches.value =
      index === 0 ? [message.batch, unitBatches.value[1]] : [unitBatches.value[0], message.batch];
  } else if (message.type === 'failed') {
    if (message.run === run || message.run === 0) fail(message.message);
  } else if (message.run === run) {
    receiveOfRun(index, message);
  }
}

function receiveOfRun(
  index: 0 | 1,
  message: Exclude<FromWorker, { type: 'loading' | 'probed' | 'judged' | 'unit' | 'failed' }>,
) {
  if (message.type === 'gallery') {
    gallery.value = message.gallery;
    engine.value = message.engine;
    if (phase.value === 'loading') phase.value = 'running';
  } else if (message.type === 'frame') {
    frames.value[index].push(message.frame);
    triggerRef(frames);
  } else if (message.type === 'trained') {
    results.value = index === 0 ? [message.result, results.value[1]] : [results.value[0], message.result];
    if (results.value[0] && results.value[1]) {
      phase.value = 'finished';
      // Frames that came after the drawing was read are read too.
      if (drawing.value) read(drawing.value);
    }
  } else if (message.type === 'measured') {
    if (message.view !== view) return;
    measured.value[index][message.frame] = message.measurement;
    triggerRef(measured);
  } else if (message.drawing === drawn) {
    readings.value =
      index === 0 ? [message.readings, readings.value[1]] : [readings.value[0], message.readings];
  }
}

function fail(message: string): void {
  phase.value = 'failed';
  failure.value = message;
  workers?.forEach((worker) => worker.terminate());
  workers = undefined;
}

/** New networks with these settings, trained from the start. */
function start(wanted: PlaygroundSettings): void {
  run += 1;
  settings.value = wanted;
  phase.value = 'loading';
  failure.value = undefined;
  frames.value = [[], []];
  readings.value = [[], []];
  results.value = [undefined, undefined];
  judged.value = [undefined, undefined];
  measured.value = [[], []];
  unitBatches.value = [undefined, undefined];
  position.value = 0;
  isPlaying.value = true;
  send((index) => ({ type: 'start', run, settings: wanted, normalized: normalizedOf(wanted, index) }));
  if (drawing.value) read(drawing.value);
}

/** Ends the training where it is; what was trained stays. */
function stop(): void {
  if (phase.value !== 'loading' && phase.value !== 'running') return;
  workers?.forEach((worker) => worker.postMessage({ type: 'stop' } satisfies ToWorker));
  phase.value = 'finished';
}

/** Looks into both networks as they are before any training. */
function look(wanted: PlaygroundSettings): void {
  probe += 1;
  halves = [undefined, undefined];
  send((index) => ({ type: 'probe', probe, settings: wanted, normalized: normalizedOf(wanted, index) }));
}

/** Has both networks read a drawing at every frame, those of later trainings too. */
function read(pixels: Uint8Array): void {
  drawn += 1;
  drawing.value = pixels;
  if (run > 0) send(() => ({ type: 'read', drawing: drawn, pixels }));
}

/** Shows images in another way to both networks, from now on and at every frame so far. */
function show(wanted: ReadingView): void {
  view += 1;
  reading.value = wanted;
  measured.value = [[], []];
  if (run === 0) return;
  send(() => ({ type: 'view', view, reading: wanted }));
  if (drawing.value) read(drawing.value);
}

/** Asks both networks what one unit got at a frame. */
function askUnit(place: { frame: number; layer: number; unit: number }): void {
  unitQuestion += 1;
  send(() => ({ type: 'unit', question: unitQuestion, ...place }));
}

/** Asks both networks, as they are now, about a drawing and other images under a weather. */
function judge(pixels: Uint8Array, weather: Weather): void {
  question += 1;
  if (run > 0) send(() => ({ type: 'judge', question, pixels, weather }));
}

/** Shows the gallery's images again in place of the drawing. */
function forgetDrawing(): void {
  drawing.value = undefined;
  readings.value = [[], []];
}

/**
 * The pair of networks of this visit. There is one, shared by all pages: what was trained on one is there on the next,
 * and a training goes on while the reader is elsewhere.
 */
export function useRun() {
  return {
    ...{ settings, phase, frames, count, gallery, engine, loading, failure, results },
    ...{ readings, drawing, judged, probed, reading, seen, unitBatches, position, isPlaying },
    ...{ start, stop, look, read, show, askUnit, judge, forgetDrawing },
  };
}

export type Run = ReturnType<typeof useRun>;
