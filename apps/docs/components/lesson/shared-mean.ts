/** Who shares a mean and a variance, of images or of sequences. */
export type Sharing = 'batch' | 'layer' | 'instance' | 'group' | 'time-step' | 'all-steps' | 'features';

/** The sizes of a batch: images or sequences, channels or units, and positions or time steps. */
export interface BlockSizes {
  readonly examples: number;
  readonly channels: number;
  readonly positions: number;
  /** Groups of channels, for group normalization. */
  readonly groups: number;
}

/** One number of a batch. */
export interface Place {
  readonly example: number;
  readonly channel: number;
  readonly position: number;
}

/** Whether two numbers are normalized with the same mean. */
export function sharesMean(sharing: Sharing, { channels, groups }: BlockSizes, a: Place, b: Place): boolean {
  const sameExample = a.example === b.example;
  const sameChannel = a.channel === b.channel;
  const samePosition = a.position === b.position;
  const groupOf = ({ channel }: Place) => Math.floor((channel * groups) / channels);
  switch (sharing) {
    case 'batch':
    case 'all-steps':
      return sameChannel;
    case 'layer':
      return sameExample;
    case 'instance':
      return sameExample && sameChannel;
    case 'group':
      return sameExample && groupOf(a) === groupOf(b);
    case 'time-step':
      return sameChannel && samePosition;
    case 'features':
      return sameExample && samePosition;
  }
}

/** How many numbers go into one mean, as the sizes that are multiplied. */
export function factorsOfMean(sharing: Sharing, sizes: BlockSizes): number[] {
  const { examples, channels, positions, groups } = sizes;
  switch (sharing) {
    case 'batch':
    case 'all-steps':
      return [examples, positions];
    case 'layer':
      return [channels, positions];
    case 'instance':
      return [positions];
    case 'group':
      return [channels / groups, positions];
    case 'time-step':
      return [examples];
    case 'features':
      return [channels];
  }
}

/** How many means a batch of these sizes has. */
export function meansOf(sharing: Sharing, sizes: BlockSizes): number {
  const { examples, channels, positions } = sizes;
  const share = factorsOfMean(sharing, sizes).reduce((product, factor) => product * factor, 1);
  return (examples * channels * positions) / share;
}
