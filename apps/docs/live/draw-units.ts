import { labelBelow, mix, networks, readingBelow, type StageLayout, type StageView } from './stage-layout';

/** Every unit of each layer as a square, the stronger the more images it responds to; a cross responds to none. */
export function drawUnits(layout: StageLayout, { a, b, t }: StageView): void {
  for (let layer = 0; layer < layout.layers; layer++) {
    networks.forEach((name, index) => {
      const from = a[index as 0 | 1].layers[layer]!.live;
      const to = b?.[index as 0 | 1].layers[layer]?.live ?? from;
      const shares = from.map((share, unit) => mix(share, to[unit]!, t));
      const dead = drawGrid(layout, shares, {
        layer,
        side: index === 0 ? -1 : 1,
        color: layout.colors[name],
      });
      const isNarrow = layout.column < 150;
      const words = isNarrow ? String(dead) : `${dead > 0 ? dead : 'none'} dead`;
      readingBelow(layout, layer, index as 0 | 1, words);
    });
    labelBelow(layout, layer, 'each square is a unit');
  }
}

function drawGrid(
  { context, column, inner, top, center }: StageLayout,
  shares: Float32Array,
  { layer, side, color }: { layer: number; side: -1 | 1; color: string },
): number {
  const across = Math.ceil(Math.sqrt(shares.length));
  const size = Math.min(column * 0.44, inner - 6, 230);
  const cell = size / across;
  const left = center(layer) + (side > 0 ? 6 : -6 - size);
  const upper = top + (inner - size) / 2;
  let dead = 0;
  shares.forEach((share, unit) => {
    const [x, y] = [left + (unit % across) * cell, upper + Math.floor(unit / across) * cell];
    const width = Math.max(1, cell - Math.min(2, cell / 5));
    if (share > 0.001) {
      context.globalAlpha = 0.14 + 0.86 * share;
      context.fillStyle = color;
      context.fillRect(x, y, width, width);
      context.globalAlpha = 1;
      return;
    }
    dead += 1;
    context.strokeStyle = color;
    context.globalAlpha = 0.75;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x + width / 6, y + width / 6);
    context.lineTo(x + width - width / 6, y + width - width / 6);
    context.moveTo(x + width - width / 6, y + width / 6);
    context.lineTo(x + width / 6, y + width - width / 6);
    context.stroke();
    context.globalAlpha = 1;
  });
  return dead;
}
