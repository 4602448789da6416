/** What a chart is drawn on: a canvas in CSS pixels, sharp on every screen, in the page's colours. */
export interface ChartCanvas {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  color: (name: string) => string;
}

/** Clears a canvas and sets it up for as many device pixels as it covers. */
export function prepareCanvas(canvas: HTMLCanvasElement): ChartCanvas | undefined {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return undefined;
  const ratio = window.devicePixelRatio || 1;
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  context.font = `11px ${style.fontFamily}`;
  return { context, width, height, color: (name) => style.getPropertyValue(name).trim() };
}
