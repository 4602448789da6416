import { show } from '@bnlab/arguments';

/** The memory that the replicas share, for `postMessage` or `workerData`. */
export interface SharedReplicas {
  memory: SharedArrayBuffer;
  replicas: number;
  /** Milliseconds. */
  timeout: number;
}

/** Values of each message that one round takes; longer messages take several. */
const ROUND = 16_384;
/** Rounds are counted up to here and start over; two replicas are never more than one round apart. */
const ROUNDS = 2 ** 28;

/** A replica's state is its last round, plus `ROUNDS` times the place of this: why it takes part in no further one. */
const absences = ['present', 'notJoined', 'left', 'failed', 'disposed'] as const;

export type Absence = Exclude<(typeof absences)[number], 'present'>;

const stateOf = (round: number, absence: (typeof absences)[number]) =>
  round + ROUNDS * absences.indexOf(absence);
const roundOf = (state: number) => state % ROUNDS;
const absenceOf = (state: number) => absences[Math.floor(state / ROUNDS)]!;

/** Doubles that each replica writes in front of its values: the call, the length of the message, its count. */
const HEAD = 3;

/** A message of a replica to the others. */
export interface Message {
  /** Of examples, say. */
  count: number;
  values: Float32Array;
}

const kinds = ['reduceMoments', 'sum'] as const;

export type MessageKind = (typeof kinds)[number];

/**
 * The memory through which replicas exchange messages: for each of them its state, and two places for a part of its
 * message. A replica that is one round ahead writes to the place that the others do not read.
 */
export class Exchange {
  /** Of each replica, its last round and whether it goes on. */
  readonly #states: Int32Array;
  readonly #heads: Float64Array;
  readonly #values: Float32Array;
  readonly #shared: SharedReplicas;

  constructor(shared: SharedReplicas) {
    const { memory, replicas } = shared;
    this.#shared = shared;
    const stateBytes = 8 * Math.ceil(replicas / 2);
    this.#states = new Int32Array(memory, 0, replicas);
    this.#heads = new Float64Array(memory, stateBytes, 2 * replicas * HEAD);
    this.#values = new Float32Array(memory, stateBytes + this.#heads.byteLength, 2 * replicas * ROUND);
  }

  static byteLength(replicas: number): number {
    return 8 * Math.ceil(replicas / 2) + 2 * replicas * (8 * HEAD + 4 * ROUND);
  }

  /** Before the first replica joins. */
  reset(): void {
    this.#states.fill(stateOf(0, 'notJoined'));
  }

  /** Whether the place of the replica was free. */
  join(replica: number): boolean {
    const free = stateOf(0, 'notJoined');
    return Atomics.compareExchange(this.#states, replica, free, stateOf(0, 'present')) === free;
  }

  /** Takes a replica out of all further rounds; the first reason counts. What it has written stays. */
  end(replica: number, reason: Absence): void {
    for (;;) {
      const state = Atomics.load(this.#states, replica);
      if (!['present', 'notJoined'].includes(absenceOf(state))) return;
      const ended = stateOf(roundOf(state), reason);
      if (Atomics.compareExchange(this.#states, replica, state, ended) === state) break;
    }
    Atomics.notify(this.#states, replica);
  }

  absence(replica: number): Absence | undefined {
    const absence = absenceOf(Atomics.load(this.#states, replica));
    return absence === 'present' ? undefined : absence;
  }

  /**
   * Gives each replica's message to all, in the order of the replicas; waits until all have made the call.
   *
   * @throws Error if a replica makes another call, is gone, or does not come within the timeout. The exchange is then over.
   */
  all(replica: number, kind: MessageKind, { count, values }: Message): Message[] {
    const replicas = this.#states.length;
    const all = Array.from({ length: replicas }, () => ({
      count: 0,
      values: new Float32Array(values.length),
    }));
    try {
      for (let offset = 0; offset === 0 || offset < values.length; offset += ROUND) {
        const part = values.subarray(offset, offset + ROUND);
        const place = this.#write(replica, kind, [kinds.indexOf(kind), values.length, count], part);
        for (const [other, message] of all.entries()) {
          this.#awaitRound(kind, replica, other);
          const head = this.#headOf(place, other);
          this.#checkCall(kind, values.length, other, head);
          message.count = head[2]!;
          const start = (place * replicas + other) * ROUND;
          message.values.set(this.#values.subarray(start, start + part.length), offset);
        }
      }
      return all;
    } catch (error) {
      this.end(replica, 'failed');
      throw error;
    }
  }

  #headOf(place: number, replica: number): Float64Array {
    const start = (place * this.#states.length + replica) * HEAD;
    return this.#heads.subarray(start, start + HEAD);
  }

  /** Writes a part of a message, and says so; returns which of the two places holds it. */
  #write(replica: number, kind: MessageKind, head: number[], part: Float32Array): number {
    const before = Atomics.load(this.#states, replica);
    const isOver = () => new Error(`${kind}: ${describeAbsence('this replica', this.absence(replica)!)}`);
    // Before anything is written: another may still read what was written two rounds ago.
    if (absenceOf(before) !== 'present') throw isOver();
    const round = (before + 1) % ROUNDS;
    const place = round % 2;
    this.#headOf(place, replica).set(head);
    this.#values.set(part, (place * this.#states.length + replica) * ROUND);
    if (Atomics.compareExchange(this.#states, replica, before, round) !== before) throw isOver();
    Atomics.notify(this.#states, replica);
    return place;
  }

  #awaitRound(kind: MessageKind, replica: number, other: number): void {
    const round = roundOf(Atomics.load(this.#states, replica));
    const { timeout } = this.#shared;
    const end = performance.now() + timeout;
    for (;;) {
      const state = Atomics.load(this.#states, other);
      // What was written counts, also of one that has ended since.
      if ([round, (round + 1) % ROUNDS].includes(roundOf(state))) return;
      const absence = absenceOf(state);
      if (absence !== 'present' && absence !== 'notJoined') {
        throw new Error(`${kind}: ${describeAbsence(`replica ${other}`, absence)}`);
      }
      if (Atomics.wait(this.#states, other, state, end - performance.now()) === 'timed-out') {
        const what = absence === 'present' ? 'has not made this call' : 'has not joined the group';
        const fix =
          'start a worker for each replica, give all the same number of batches, or raise the timeout';
        throw new Error(`${kind}: replica ${other} ${what} within ${timeout} ms; ${fix}`);
      }
    }
  }

  #checkCall(kind: MessageKind, length: number, other: number, [theirKind, theirLength]: Float64Array): void {
    const calls = [kind, kinds[theirKind!]!];
    if (calls[0] === calls[1] && length === theirLength) return;
    const fix = 'all replicas must make the same calls in the same order';
    throw new Error(
      `${kind}: replica ${other} called ${calls[1]!} with ${show(theirLength)} values, this one ${kind} with ` +
        `${length}; ${fix}`,
    );
  }
}

/** Why a replica takes part no more, and what to do. */
export function describeAbsence(who: string, absence: Absence): string {
  switch (absence) {
    case 'notJoined':
      return `${who} has not joined the group`;
    case 'left':
      return `${who} has left the group; give all replicas the same number of batches`;
    case 'failed':
      return `${who} has failed; see its own error, then make the group anew`;
    case 'disposed':
      return 'the group has been disposed of; make it anew';
  }
}
