import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** While a page changes its columns an element may have no room for a moment. In pixels. */
const LEAST = 200;

/**
 * The width of an element in pixels, so that a drawing is made for the room that it has: its texts keep their size on a
 * phone.
 *
 * @param usual the width when the site is built, and for readers without scripts
 */
export function useWidth(element: Readonly<Ref<HTMLElement | null | undefined>>, usual = 640): Ref<number> {
  const width = ref(usual);
  let observer: ResizeObserver | undefined;
  onMounted(() => {
    const measure = () => {
      const { clientWidth } = element.value!;
      if (clientWidth > 0) width.value = Math.max(LEAST, clientWidth);
    };
    observer = new ResizeObserver(measure);
    observer.observe(element.value!);
    measure();
  });
  onBeforeUnmount(() => observer?.disconnect());
  return width;
}
