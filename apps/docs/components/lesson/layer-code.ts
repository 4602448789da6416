/** Where batch norm stands in a layer. */
export type NormPlace = 'none' | 'before' | 'after';

/** A layer of a network, as the reader has put it together. */
export interface LayerChoice {
  readonly place: NormPlace;
  readonly bias: boolean;
  /** The share of the old averages that is kept. */
  readonly momentum: number;
}

export const codeTabs = ['TensorFlow.js', 'Keras', 'PyTorch'] as const;
export type CodeTab = (typeof codeTabs)[number];

/** The parts of the layer in their order. */
export function partsOf({ place, bias }: LayerChoice): string[] {
  return [
    'weights',
    ...(bias ? ['bias'] : []),
    ...(place === 'before' ? ['batch norm'] : []),
    'ReLU',
    ...(place === 'after' ? ['batch norm'] : []),
  ];
}

/** The lines that write the layer, 784 inputs and 100 units, in a library. */
export function layerCode(tab: CodeTab, choice: LayerChoice): string {
  const { linear, norm, relu } = lines(tab, choice);
  const { place } = choice;
  return [linear, ...(place === 'before' ? [norm] : []), relu, ...(place === 'after' ? [norm] : [])].join(
    '\n',
  );
}

function lines(
  tab: CodeTab,
  { bias, momentum }: LayerChoice,
): { linear: string; norm: string; relu: string } {
  switch (tab) {
    case 'TensorFlow.js':
      return {
        linear: `model.add(tf.layers.dense({ units: 100${bias ? '' : ', useBias: false'} }));`,
        norm: `model.add(batchNormalization({ momentum: ${momentum} }));`,
        relu: 'model.add(tf.layers.reLU());',
      };
    case 'Keras':
      return {
        linear: `model.add(layers.Dense(100${bias ? '' : ', use_bias=False'}))`,
        norm: `model.add(layers.BatchNormalization(momentum=${momentum}))`,
        relu: 'model.add(layers.ReLU())',
      };
    case 'PyTorch':
      // PyTorch's momentum is the share of the new value; its epsilon is 1e-5 unless told.
      return {
        linear: `nn.Linear(784, 100${bias ? '' : ', bias=False'}),`,
        norm: `nn.BatchNorm1d(100, momentum=${Number((1 - momentum).toFixed(4))}, eps=1e-3),`,
        relu: 'nn.ReLU(),',
      };
  }
}
