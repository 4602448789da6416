import { onContentUpdated } from 'vitepress';
import { onBeforeUnmount, onMounted } from 'vue';

/**
 * Lets the keyboard reach equations that are wider than the page, so that they can be scrolled with the arrow keys. Those
 * that fit are no stops of the Tab key.
 */
export function useScrollableEquations(): void {
  const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(update);

  function update(entries: readonly ResizeObserverEntry[]): void {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  }

  function observe(): void {
    observer?.disconnect();
    for (const equation of document.querySelectorAll('.katex-display')) observer?.observe(equation);
  }

  onMounted(observe);
  onContentUpdated(observe);
  onBeforeUnmount(() => observer?.disconnect());
}
