import { labelBelow, mix, networks, readingBelow, type StageLayout, type StageView } from './stage-layout';
import { unitGrid } from './unit-grid';

/** Every unit of each layer as a square, the stronger the more images it responds to; a cross responds to none. */
export function drawUnits(layout: StageLayout, { a, b, t, marked }: StageView): void {
  for (let layer = 0; layer < layout.layers; layer++) {
    networks.forEach((name, index) => {
      const from = a[index as 0 | 1].layers[layer]!.live;
      const to = b?.[index as 0 | 1].layers[layer]?.live ?? from;
      const shares = from.map((share, unit) => mix(share, to[unit]!, t));
      const dead = drawGrid(layout, shares, {
        ...{ layer, network: index as 0 | 1 },
        marked: marked?.layer === layer ? marked.unit : undefined,
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
  layout: StageLayout,
  shares: Float32Array,
  {
    layer,
    network,
    marked,
    color,
  }: { layer: number; network: 0 | 1; marked: number | undefined; color: string },
): number {
  const { context, colors } = layout;
  const { left, top, cell, across } = unitGrid(layout, { layer, network, units: shares.length });
  let dead = 0;
  shares.forEach((share, unit) => {
    const [x, y] = [left + (unit % across) * cell, top + Math.floor(unit / across) * cell];
    const width = Math.max(1, cell - Math.min(2, cell / 5));
    if (unit === marked) {
      context.strokeStyle = colors.text;
      context.lineWidth = 2;
      context.strokeRect(x - 1.5, y - 1.5, width + 3, width + 3);
    }
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
