interface Tensor {
  shape: number[];
  values: number[];
}

/** Takes the statistics along the right axis, but reads them, gamma and beta along the last one. */
export function trainingOnAxis(x: Tensor, axis: number, gamma: number[], beta: number[], epsilon: number) {
  const channelAxis = axis < 0 ? axis + x.shape.length : axis;
  const inner = x.shape.slice(channelAxis + 1).reduce((product, size) => product * size, 1);
  const channels = gamma.length;
  const channelOf = (i: number) => Math.floor(i / inner) % channels;
  const m = x.values.length / channels;
  const mean = gamma.map(
    (_, c) => x.values.reduce((sum, v, i) => (channelOf(i) === c ? sum + v : sum), 0) / m,
  );
  const variance = gamma.map(
    (_, c) => x.values.reduce((sum, v, i) => (channelOf(i) === c ? sum + (v - mean[c]!) ** 2 : sum), 0) / m,
  );
  const values = x.values.map((value, i) => {
    const c = i % channels;
    return (gamma[c]! * (value - mean[c]!)) / Math.sqrt(variance[c]! + epsilon) + beta[c]!;
  });
  return { y: { shape: x.shape, values }, mean, variance };
}
