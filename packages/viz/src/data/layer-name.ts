/** What a layer is called in a chart: numbers are counted, names stay as they are. */
export function layerName(layer: number | string): string {
  return typeof layer === 'number' ? `Layer ${layer}` : layer;
}

/** The layers of rows: numbers in ascending order, names in the order in which they are first met. */
export function layersOf(rows: readonly { readonly layer: number | string }[]): (number | string)[] {
  const layers = [...new Set(rows.map(({ layer }) => layer))];
  return layers.every((layer) => typeof layer === 'number') ? layers.sort((a, b) => a - b) : layers;
}
