interface Tensor {
  shape: number[];
  values: number[];
}

/** Normalizes each position of a map by itself over the batch, and reports the average of their statistics. */
export function trainingOnAxis(x: Tensor, axis: number, gamma: number[], beta: number[], epsilon: number) {
  const channelAxis = axis < 0 ? axis + x.shape.length : axis;
  const inner = x.shape.slice(channelAxis + 1).reduce((product, size) => product * size, 1);
  const channels = gamma.length;
  const channelOf = (i: number) => Math.floor(i / inner) % channels;
  const examples = channelAxis === 0 ? 1 : x.shape[0]!;
  const positions = x.values.length / examples;
  const columns = Array.from({ length: positions }, (_, p) =>
    Array.from({ length: examples }, (_, i) => x.values[i * positions + p]!),
  );
  const means = columns.map((column) => column.reduce((sum, v) => sum + v, 0) / examples);
  const variances = columns.map(
    (column, p) => column.reduce((sum, v) => sum + (v - means[p]!) ** 2, 0) / examples,
  );
  const values = x.values.map((value, i) => {
    const [p, c] = [i % positions, channelOf(i)];
    return (gamma[c]! * (value - means[p]!)) / Math.sqrt(variances[p]! + epsilon) + beta[c]!;
  });
  const ofChannel = (statistics: number[]) =>
    gamma.map((_, c) => {
      const own = statistics.filter((_, p) => channelOf(p) === c);
      return own.reduce((sum, v) => sum + v, 0) / own.length;
    });
  return { y: { shape: x.shape, values }, mean: ofChannel(means), variance: ofChannel(variances) };
}
