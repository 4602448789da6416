import { Network } from './records';

/*
 * The batch's inputs, taken from the data set: as rows of float32, or as lists of what is not zero. Inputs of example i
 * make list i of (offset of the input's row in the weights, value); the same pass makes for each input its list of
 * (offset of the example's row in the gradient, value), which the weights' gradient runs over.
 */

// @ts-ignore: decorator
@inline
function valueAt(network: Network, position: usize): u32 {
  return network.byteInputs
    ? load<u32>(network.byteValues + (<usize>load<u8>(network.values + position) << 2))
    : load<u32>(network.values + (position << 2));
}

/** Rows of float32 from a data set that holds every value. */
export function gatherRows(network: Network, inputs: u32): void {
  let row = network.inputRows;
  for (let i: u32 = 0; i < network.batch; i++) {
    const first = <usize>load<u32>(network.indices + (<usize>i << 2)) * inputs;
    if (network.byteInputs) {
      for (let k: u32 = 0; k < inputs; k++) store<u32>(row + (<usize>k << 2), valueAt(network, first + k));
    } else {
      memory.copy(row, network.values + (first << 2), <usize>inputs << 2);
    }
    row += network.inputStride;
  }
}

/** Asks for the batch's cache lines before they are needed one after another: examples lie far apart. */
function touch(network: Network): u32 {
  let sum: u32 = 0;
  for (let i: u32 = 0; i < network.batch; i++) {
    const starts = network.rowStarts + (<usize>load<u32>(network.indices + (<usize>i << 2)) << 2);
    const first = <usize>load<u32>(starts);
    const end = <usize>load<u32>(starts, 4);
    for (let at = network.columns + (first << 1); at < network.columns + (end << 1); at += 64) sum += load<u8>(at);
    const shift: usize = network.byteInputs ? 0 : 2;
    for (let at = network.values + (first << shift); at < network.values + (end << shift); at += 64) sum += load<u8>(at);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function listRows(network: Network, training: bool, bytes: bool, rowBytes: usize, gradientBytes: usize): void {
  let entry = network.rowLists;
  store<u32>(network.rowEnds, entry);
  let exampleOffset: u64 = 0;
  for (let i: usize = 0; i < <usize>network.batch; i++) {
    const starts = network.rowStarts + (<usize>load<u32>(network.indices + (i << 2)) << 2);
    const end = <usize>load<u32>(starts, 4);
    for (let p = <usize>load<u32>(starts); p < end; p++) {
      const input = <usize>load<u16>(network.columns + (p << 1));
      const bits = bytes
        ? load<u32>(network.byteValues + (<usize>load<u8>(network.values + p) << 2))
        : load<u32>(network.values + (p << 2));
      const value = <u64>bits << 32;
      store<u64>(entry, value | <u64>(input * rowBytes));
      entry += 8;
      if (training) {
        const cursor = network.columnEnds + (input << 2);
        const at = <usize>load<u32>(cursor);
        store<u64>(at, value | exampleOffset);
        store<u32>(cursor, at + 8);
      }
    }
    store<u32>(network.rowEnds + (i << 2), entry, 4);
    exampleOffset += <u64>gradientBytes;
  }
}

/** Lists by example; for training also lists by input. */
export function gatherLists(network: Network, training: bool, inputs: u32, rowBytes: usize, gradientBytes: usize): void {
  // The sum is stored where nothing reads it: were it thrown away, so would the loads.
  store<u32>(network.rowEnds + (<usize>network.batch << 2), touch(network), 4);
  if (!training) {
    if (network.byteInputs) listRows(network, false, true, rowBytes, gradientBytes);
    else listRows(network, false, false, rowBytes, gradientBytes);
    return;
  }
  memory.copy(network.columnEnds, network.columnStarts, <usize>inputs << 2);
  if (network.byteInputs) listRows(network, true, true, rowBytes, gradientBytes);
  else listRows(network, true, false, rowBytes, gradientBytes);
}
