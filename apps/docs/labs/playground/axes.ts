/** The part of a chart that has the data, and what its edges stand for. */
export interface Frame2D {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Steps at the left and right edges. */
  x: readonly [number, number];
  /** Values at the bottom and top edges. */
  y: readonly [number, number];
  /** Whether equal distances upwards are equal factors. */
  isLogarithmic?: boolean;
}

export function placeX({ left, right, x: [low, high] }: Frame2D, step: number): number {
  return left + ((step - low) / Math.max(1, high - low)) * (right - left);
}

/** Not beyond the edges by more than their distance, so that lines that leave the chart keep their direction. */
export function placeY({ top, bottom, y, isLogarithmic }: Frame2D, value: number): number {
  const [low, high] = y.map((edge) => (isLogarithmic ? Math.log(edge) : edge)) as [number, number];
  const share = ((isLogarithmic ? Math.log(value) : value) - low) / (high - low || 1);
  return bottom - Math.max(-1, Math.min(2, share)) * (bottom - top);
}

/** Values 1, 2 or 5 times a power of ten apart, from `low` to `high`: about `wanted` of them. */
export function ticksBetween(low: number, high: number, wanted = 4): number[] {
  const rough = (high - low) / wanted;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999)! * power;
  const first = Math.ceil(low / unit - 1e-9);
  const last = Math.floor(high / unit + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * unit).toPrecision(12)));
}

/** Ticks of a logarithmic scale: powers of ten, not more than six, with 2 and 5 times them where there is room. */
export function logTicksBetween(low: number, high: number): number[] {
  const decades = Math.log10(high / low);
  const factors = decades <= 2 ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil(decades / 5));
  const first = Math.ceil(Math.log10(low) - 1e-9) - (decades <= 2 ? 1 : 0);
  const ticks: number[] = [];
  for (let exponent = first; Number(`1e${exponent}`) <= high; exponent += stride) {
    ticks.push(...factors.map((factor) => Number(`${factor}e${exponent}`)));
  }
  return ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

/** A tick as short as it can be: 20000 as 20k, 0.00001 as 1e-5. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-3))
    return value.toExponential(0).replace('+', '').replace('-', '−');
  if (size >= 1e4) return `${Number((value / 1000).toPrecision(6))}k`.replace('-', '−');
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

/** Where the axis of a training of `steps` ends while it has come as far as `reached`: it doubles when it is full. */
export function axisEnd(reached: number, steps: number): number {
  let end = steps;
  while (end / 2 >= Math.max(reached, 100)) end = Math.ceil(end / 2);
  return end;
}
