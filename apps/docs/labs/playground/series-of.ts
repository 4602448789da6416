import type { Series } from './draw-chart';
import type { Frame } from './frame';
import type { NetworkView, Pair } from './session';

/** How the two networks are called and coloured, the one without batch norm first. */
export const names = ['without', 'with'] as const;
export const colors = ['--without', '--with'] as const;

/** One number of every frame as a curve for each network. */
export function seriesOf(networks: Pair<NetworkView>, valueOf: (frame: Frame) => number): Series[] {
  return networks.map(({ frames }, i) => ({
    name: `${names[i]} batch norm`,
    color: colors[i]!,
    points: frames.map((frame) => [frame.step, valueOf(frame)] as const),
  }));
}
