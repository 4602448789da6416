import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** Whether the page has one column, where figures are low enough to leave room for the words. */
export function useIsPhone(): Ref<boolean> {
  const isPhone = ref(false);
  let query: MediaQueryList | undefined;
  const update = () => (isPhone.value = query!.matches);
  onMounted(() => {
    query = matchMedia('(max-width: 700px)');
    query.addEventListener('change', update);
    update();
  });
  onBeforeUnmount(() => query?.removeEventListener('change', update));
  return isPhone;
}
