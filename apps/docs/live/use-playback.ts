import { onBeforeUnmount, onMounted } from 'vue';
import { useRun } from './use-run';

/** Frames per second: a training of two seconds is shown in nine. */
const PACE = 11;

/** Moves through the frames of the run while it plays and the page is there. */
export function usePlayback(): void {
  const { position, isPlaying, count, phase } = useRun();
  let frame = 0;
  let before = 0;

  function tick(now: number): void {
    frame = requestAnimationFrame(tick);
    const passed = Math.min(60, now - before);
    before = now;
    if (!isPlaying.value || count.value === 0) return;
    const end = count.value - 1;
    if (position.value < end) {
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
      position.value = isStill ? end : Math.min(end, position.value + (passed / 1000) * PACE);
    } else if (phase.value === 'finished') {
      isPlaying.value = false;
    }
  }

  onMounted(() => (frame = requestAnimationFrame(tick)));
  onBeforeUnmount(() => cancelAnimationFrame(frame));
}
