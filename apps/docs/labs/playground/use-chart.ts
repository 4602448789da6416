import { onBeforeUnmount, onMounted, watch, type ShallowRef } from 'vue';
import { useData } from 'vitepress';
import { prepareCanvas, type ChartCanvas } from './chart-canvas';

/**
 * Draws into a canvas whenever what it is drawn from, its size or the page's colours change; once a frame at most, and
 * only while it is seen.
 */
export function useChart(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  source: () => unknown,
  draw: (chart: ChartCanvas) => void,
): void {
  const { isDark } = useData();
  let request = 0;
  let isSeen = false;
  const redraw = () => {
    if (!isSeen) return;
    request ||= requestAnimationFrame(() => {
      request = 0;
      const chart = canvas.value && prepareCanvas(canvas.value);
      if (chart) draw(chart);
    });
  };
  const observers: (ResizeObserver | IntersectionObserver)[] = [];
  onMounted(() => {
    const sizes = new ResizeObserver(redraw);
    const sight = new IntersectionObserver((entries) => {
      isSeen = entries.at(-1)!.isIntersecting;
      redraw();
    });
    observers.push(sizes, sight);
    for (const observer of observers) observer.observe(canvas.value!);
    watch([source, isDark], redraw, { flush: 'post' });
  });
  onBeforeUnmount(() => {
    for (const observer of observers) observer.disconnect();
    cancelAnimationFrame(request);
  });
}
