import { layerAt, Layer, Member, Network, Team } from './records';
import { shareEnd, shareStart } from './segments';

/** The records of a thread's share: copies of the network's, moved on to the thread's units. */
export function takeShare(network: Network, team: Team, thread: u32): Network {
  const threads = team.threads;
  const member = changetype<Member>(team.members + <usize>thread * offsetof<Member>());
  const mine = changetype<Network>(member.share);
  memory.copy(member.share, changetype<usize>(network), offsetof<Network>());
  mine.thread = thread;
  mine.threads = threads;
  mine.team = changetype<usize>(team);
  mine.panel = member.panel;
  mine.rowLists = member.rowLists;
  mine.rowEnds = member.rowEnds;
  mine.columnStarts = member.columnStarts;
  mine.columnEnds = member.columnEnds;
  mine.layers = member.share + offsetof<Network>();
  memory.copy(mine.layers, network.layers, network.layerCount * offsetof<Layer>());
  for (let index: u32 = 0; index < network.layerCount; index++) {
    const layer = layerAt(mine, index);
    moveTo(layer, shareStart(layer.units, thread, threads), shareEnd(layer.units, thread, threads));
  }
  return mine;
}

/** Leaves of a layer its units from `from` to `to`, where `to` may count what pads a row. */
function moveTo(layer: Layer, from: u32, to: u32): void {
  const by = <usize>from << 2;
  layer.firstUnit = from;
  layer.units = min(to, layer.units) - min(from, layer.units);
  layer.vectorBytes = <usize>(to - from) << 2;
  layer.gamma += by;
  layer.gammaGradient += by;
  layer.gammaSlot1 += by;
  layer.gammaSlot2 += by;
  layer.shift += by;
  layer.shiftGradient += by;
  layer.shiftSlot1 += by;
  layer.shiftSlot2 += by;
  layer.populationMean += by;
  layer.populationVariance += by;
  layer.inverseDeviation += by;
  layer.linear += by;
  layer.preactivation += by;
  layer.activated += by;
  layer.centred += by;
  layer.output += by;
}
