import { computed, onBeforeUnmount, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { LawMessage, LawText, LawVerdict } from './messages';
import { Silence } from './silence';

export interface LawCheck {
  state: 'idle' | 'running' | 'finished' | 'failed' | 'stopped';
  laws: readonly LawText[];
  /** In the order of the laws; as many as have been reached. */
  verdicts: readonly LawVerdict[];
  failure: Extract<LawMessage, { type: 'failed' }> | undefined;
  /** Whether nothing has come of it for a while: perhaps a loop has no end. */
  isSilent: boolean;
}

const idle: LawCheck = { state: 'idle', laws: [], verdicts: [], failure: undefined, isSilent: false };

/** Checks one program at a time, in a worker that an endless loop cannot hold up. */
export function useLawCheck(): {
  check: ShallowRef<LawCheck>;
  /** The first law that the program breaks. */
  broken: ComputedRef<Extract<LawVerdict, { outcome: 'broken' }> | undefined>;
  /** Resolves when the check has ended. */
  start: (source: string) => Promise<LawCheck>;
  stop: () => void;
  clear: () => void;
} {
  const check = shallowRef(idle);
  let worker: Worker | undefined;
  let settle: ((check: LawCheck) => void) | undefined;
  const silence = new Silence(() => update({ isSilent: true }));

  function update(changes: Partial<LawCheck>): void {
    check.value = { ...check.value, ...changes };
    if (changes.state && changes.state !== 'running') end();
  }

  function end(): void {
    silence.end();
    worker?.terminate();
    worker = undefined;
    settle?.(check.value);
  }

  function receive(message: LawMessage): void {
    silence.heard();
    update({ isSilent: false });
    switch (message.type) {
      case 'laws':
        return update({ laws: message.laws });
      case 'verdict':
        return update({ verdicts: [...check.value.verdicts, message.verdict] });
      case 'finished':
        return update({ state: 'finished' });
      case 'failed':
        return update({ state: 'failed', failure: message });
    }
  }

  function start(source: string): Promise<LawCheck> {
    worker?.terminate();
    silence.heard();
    check.value = { ...idle, state: 'running' };
    worker = new Worker(new URL('./law-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<LawMessage>) => receive(data);
    worker.onerror = ({ message = '' }) =>
      receive({ type: 'failed', message: message || 'The check could not be started.', line: undefined });
    worker.postMessage({ source });
    return new Promise((resolve) => (settle = resolve));
  }

  onBeforeUnmount(() => {
    worker?.terminate();
    silence.end();
  });
  return {
    check,
    broken: computed(() => check.value.verdicts.find((verdict) => verdict.outcome === 'broken')),
    start,
    stop: () => check.value.state === 'running' && update({ state: 'stopped' }),
    clear: () => {
      worker?.terminate();
      silence.end();
      check.value = idle;
    },
  };
}
