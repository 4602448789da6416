// The means of a unit over six batches. The average starts at 0.
const means = [5, 3, 6, 4, 7, 5];

// Keras, TensorFlow and this site: the share of the OLD value.
const keras = (momentum: number) =>
  follow((old, value) => momentum * old + (1 - momentum) * value);
// PyTorch: the share of the NEW value.
const pytorch = (momentum: number) =>
  follow((old, value) => (1 - momentum) * old + momentum * value);

const [kerasRight, torchRight, copied] = [
  keras(0.9),
  pytorch(0.1),
  keras(0.1),
];
display(
  means.map((mean, i) => ({
    batch: i + 1,
    'its mean': mean,
    'Keras 0.9': kerasRight[i],
    'PyTorch 0.1': torchRight[i],
    'Keras 0.1, copied': copied[i],
  })),
);

function follow(update: (old: number, value: number) => number): number[] {
  let average = 0;
  return means.map((mean) => (average = update(average, mean)));
}
