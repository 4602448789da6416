import { onMounted, ref, type Ref } from 'vue';

/**
 * Whether the page's scripts are at work. Until then a button that stands in the built page would swallow what the reader
 * does: bind `inert` to its negation.
 */
export function useLive(): Readonly<Ref<boolean>> {
  const isLive = ref(false);
  onMounted(() => {
    isLive.value = true;
  });
  return isLive;
}
