import { layerRecord, memberRecord, networkRecord, teamRecord } from '../generated/step-records';
import { memberSource } from '../generated/member';
import type { LinearMemory } from '../wasm/linear-memory';
import { MemoryRecord, recordBytes } from '../wasm/memory-record';
import type { StepKernels } from '../wasm/step-kernels';
import { launchWorker, type WorkerConnection } from '../worker/launch-worker';

/** Bytes of the words at which threads wait: see assembly/step/team.ts. */
const SIGNAL_BYTES = 320;
/** Seconds that a thread waits for another in the middle of a job. */
const PATIENCE = 30;

/** The first message to a thread. */
export interface MemberStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly team: number;
  readonly thread: number;
}

/** Its answer. */
export type MemberMessage = 'ready';

/** The record of a thread: what it has to itself. */
export type TeamMember = MemoryRecord<typeof memberRecord>;

interface TeamParts {
  readonly memory: LinearMemory;
  readonly module: WebAssembly.Module;
  readonly kernels: StepKernels;
  /** The address of the network's record, and how many layers it has. */
  readonly network: number;
  readonly layerCount: number;
}

/** Threads that work on one network in a memory that they share. The thread that calls is the first of them. */
export class ThreadTeam {
  readonly size: number;
  readonly members: readonly TeamMember[];
  readonly #kernels: StepKernels;
  readonly #record: MemoryRecord<typeof teamRecord>;
  #connections: WorkerConnection[] = [];
  #failure: Error | undefined;

  private constructor({ memory, kernels, network, layerCount }: TeamParts, size: number) {
    this.size = size;
    this.#kernels = kernels;
    const memberBytes = recordBytes(memberRecord);
    const shareBytes = recordBytes(networkRecord) + layerCount * recordBytes(layerRecord);
    const members = memory.allocate(size * memberBytes);
    this.members = Array.from({ length: size }, (_, thread) => {
      const member = new MemoryRecord(memory.memory, members + thread * memberBytes, memberRecord);
      member.set({ share: memory.allocate(shareBytes), inference: network });
      return member;
    });
    this.#record = new MemoryRecord(memory.memory, memory.allocate(recordBytes(teamRecord)), teamRecord);
    const signals = memory.allocate(SIGNAL_BYTES);
    this.#record.set({ network, members, signals, patience: PATIENCE });
  }

  /**
   * Starts the threads.
   *
   * @throws Error if one of them does not start.
   */
  static async start(parts: TeamParts, size: number): Promise<ThreadTeam> {
    const team = new ThreadTeam(parts, size);
    const { module, memory } = parts;
    const start = { module, memory: memory.memory, team: team.#record.address };
    try {
      const others = Array.from({ length: size - 1 }, (_, i) => team.#launch({ ...start, thread: i + 1 }));
      await Promise.all(others);
      for (const connection of team.#connections) connection.detach();
    } catch (cause) {
      team.end();
      throw cause;
    }
    return team;
  }

  /** One step by so many threads; returns the loss. */
  trainStep(threads: number): number {
    return this.#run(threads, (team) => this.#kernels.trainTogether(team));
  }

  /** Loss and hits of all batches of an Evaluation record, by so many threads. */
  evaluate(threads: number, evaluation: number): void {
    this.#record.set({ evaluation });
    this.#run(threads, (team) => this.#kernels.evaluateTogether(team));
  }

  /** Ends the threads. */
  end(): void {
    this.#kernels.dismiss(this.#record.address);
    for (const connection of this.#connections) connection.terminate();
    this.#connections = [];
  }

  async #launch(start: MemberStart): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const onFailure = (cause: Error) => {
        this.#fail(cause);
        reject(cause);
      };
      launchWorker<MemberMessage>(memberSource, { onMessage: () => resolve(), onFailure })
        .then((connection) => {
          this.#connections.push(connection);
          connection.post(start);
        })
        .catch(reject);
    });
  }

  /** A team of which a thread has failed makes no step any more: what it has trained may be half of one. */
  #run<Result>(threads: number, job: (team: number) => Result): Result {
    if (this.#failure) throw this.#failure;
    this.#record.set({ threads });
    try {
      return job(this.#record.address);
    } catch (cause) {
      throw this.#fail(cause);
    }
  }

  #fail(cause: unknown): Error {
    this.#failure ??= new Error(
      'CompiledNetwork: one of its threads failed, perhaps in the middle of a step; make the network anew from a state',
      { cause },
    );
    this.#kernels.giveUp(this.#record.address);
    return this.#failure;
  }
}
