import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkOptions, className, show } from '@bnlab/arguments';
import type { Moments, ReduceMoments } from '@bnlab/core';
import { mayWait } from '@bnlab/kernels';
import { canWaitForValues } from '../layers/synchronous-reads';
import { describeAbsence, Exchange, type Message, type MessageKind, type SharedReplicas } from './exchange';
import { checkReplica } from './replica-group';

/** One replica of a group, in its worker. */
export interface Replica {
  /** For the option of this name of {@link batchNormalization}: the statistics are those of all replicas' batches. */
  reduceMoments: ReduceMoments;
  /**
   * Adds up tensors of the same names and shapes over all replicas, gradients for instance; the sums are the same to the
   * last bit on each. They are to be disposed of by the caller.
   */
  sum: (tensors: tf.NamedTensorMap) => tf.NamedTensorMap;
  /** Says that this replica is done: another that still waits for it throws. */
  leave: () => void;
}

/**
 * Joins a group of replicas, in the worker of one. Statistics and sums wait until every replica has made the same call.
 *
 * @param shared What {@link createReplicas} has for the workers.
 * @param replica Which replica this is, from 0 to one less than there are.
 * @throws ArgumentError if an argument is not as documented, or the place of this replica is taken. What it returns throws
 *   an Error if a replica has ended, does not come within the timeout, or makes another call.
 */
export function joinReplicas(shared: SharedReplicas, replica: number): Replica {
  const name = 'joinReplicas';
  checkOptions(name, shared, ['memory', 'replicas', 'timeout'], 'shared');
  const { memory, replicas } = shared;
  if (className(memory) !== 'SharedArrayBuffer') {
    throw new ArgumentError(
      name,
      `shared must be what createReplicas has as shared, got memory ${show(memory)}`,
    );
  }
  checkReplica(name, replica, replicas);
  if (!mayWait()) throw new Error(`${name}: a page must not wait for others; join in a worker`);
  const exchange = new Exchange(shared);
  if (!exchange.join(replica)) {
    const absence = exchange.absence(replica);
    const why = absence
      ? describeAbsence(`replica ${replica}`, absence)
      : `replica ${replica} has joined already`;
    throw new ArgumentError(name, `replica must be one that has not joined yet: ${why}`);
  }
  const all = (kind: MessageKind, message: Message) => exchange.all(replica, kind, message);
  return {
    reduceMoments: ({ mean, variance, count }) => {
      checkBackend('reduceMoments');
      const values = joined([mean.dataSync(), variance.dataSync()]);
      return unionOf(all('reduceMoments', { count, values }));
    },
    sum: (tensors) => {
      checkBackend('sum');
      const names = Object.keys(tensors).sort();
      const values = joined(names.map((each) => tensors[each]!.dataSync()));
      const sums = totals(all('sum', { count: 0, values }));
      let start = 0;
      const named = names.map((each) => {
        const { shape, size } = tensors[each]!;
        start += size;
        return [each, tf.tensor(sums.slice(start - size, start), shape)] as const;
      });
      return Object.fromEntries(named);
    },
    leave: () => exchange.end(replica, 'left'),
  };
}

function joined(parts: readonly tf.TypedArray[]): Float32Array {
  const values = new Float32Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    values.set(part, offset);
    offset += part.length;
  }
  return values;
}

/** The moments of the union of batches, in double precision and in the order of the replicas. */
function unionOf(messages: readonly Message[]): Moments {
  const channels = messages[0]!.values.length / 2;
  const count = messages.reduce((total, message) => total + message.count, 0);
  const shares = messages.map((message) => (count === 0 ? 0 : message.count / count));
  const [mean, variance] = [new Float32Array(channels), new Float32Array(channels)];
  for (let channel = 0; channel < channels; channel++) {
    let middle = 0;
    // A replica without values has nothing to say, not even NaN.
    const present = [...messages.entries()].filter(([replica]) => shares[replica]! > 0);
    for (const [replica, { values }] of present) middle += shares[replica]! * values[channel]!;
    let spread = 0;
    for (const [replica, { values }] of present) {
      spread += shares[replica]! * (values[channels + channel]! + (values[channel]! - middle) ** 2);
    }
    mean[channel] = middle;
    variance[channel] = spread;
  }
  return { mean: tf.tensor1d(mean), variance: tf.tensor1d(variance), count };
}

/** Sums in double precision and in the order of the replicas. */
function totals(messages: readonly Message[]): Float32Array {
  return messages[0]!.values.map((_, i) => messages.reduce((total, { values }) => total + values[i]!, 0));
}

function checkBackend(functionName: string): void {
  if (canWaitForValues()) return;
  const problem = `the backend must be one whose values can be read at once, got ${show(tf.getBackend())}`;
  throw new ArgumentError(functionName, `${problem}; train the replicas on "wasm"`);
}
