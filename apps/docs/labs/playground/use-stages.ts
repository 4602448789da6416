import { onBeforeUnmount, ref, watch, type Ref } from 'vue';

/**
 * Counts up once a while after `isReady`, so that what a page shows can be built piece by piece: all charts at once
 * would keep the page from answering for a moment.
 *
 * @returns 0 until it is ready, then 1 and so on up to `count`.
 */
export function useStages(isReady: () => boolean, count: number): Readonly<Ref<number>> {
  const stage = ref(0);
  let timer = 0;
  const next = () => {
    stage.value += 1;
    if (stage.value < count) timer = window.setTimeout(next, 30);
  };
  watch(isReady, (ready) => {
    clearTimeout(timer);
    stage.value = 0;
    if (ready) timer = window.setTimeout(next, 30);
  });
  onBeforeUnmount(() => clearTimeout(timer));
  return stage;
}
