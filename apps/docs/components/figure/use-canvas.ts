import { onBeforeUnmount, onMounted, watch, type Ref, type ShallowRef } from 'vue';
import { useData } from 'vitepress';
import { readColors, type Colors } from './colors';
import { isPrinting } from './printing';

/** What a drawing gets: a context in CSS pixels, cleared, and the size and colors of the page. */
export interface Stage {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  colors: Colors;
}

/**
 * A canvas that is as sharp as the screen, up to two pixels per CSS pixel, and is drawn again when its size or the theme
 * changes, and when what `draw` reads changes. Calls of one frame are drawn once.
 *
 * @returns a function that asks for a new drawing with the next frame.
 */
export function useCanvas(
  canvas: Readonly<Ref<HTMLCanvasElement | null> | ShallowRef<HTMLCanvasElement | null>>,
  draw: (stage: Stage) => void,
  reads: () => unknown = () => undefined,
): () => void {
  const { isDark } = useData();
  let colors: Colors | undefined;
  let frame = 0;
  let observer: ResizeObserver | undefined;

  function drawNow(): void {
    frame = 0;
    const element = canvas.value;
    const context = element?.getContext('2d');
    if (!element || !context || element.clientWidth === 0) return;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const [width, height] = [element.clientWidth, element.clientHeight];
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    // Setting a size clears the canvas, even when it is the same.
    if (element.width !== wide || element.height !== high) [element.width, element.height] = [wide, high];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, width, height, colors: (colors ??= readColors()) });
  }

  const ask = () => {
    // Paper has no next frame.
    if (isPrinting()) drawNow();
    else frame ||= requestAnimationFrame(drawNow);
  };

  onMounted(() => {
    observer = new ResizeObserver(ask);
    observer.observe(canvas.value!);
    // The first drawing may have come before the typeface.
    void document.fonts?.ready.then(ask);
    addEventListener('beforeprint', drawNow);
    ask();
  });
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame);
    removeEventListener('beforeprint', drawNow);
    observer?.disconnect();
  });
  watch(
    isDark,
    () => {
      colors = undefined;
      ask();
    },
    { flush: 'post' },
  );
  watch(reads, ask, { deep: false });
  return ask;
}
