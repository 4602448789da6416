import type { NetworkShape } from '../network/network-shape';
import { LinearMemory } from '../wasm/linear-memory';
import type { StepKernels } from '../wasm/step-kernels';
import { cores } from './cores';
import { reasonAgainstThreads } from './reason-against-threads';
import { ThreadChooser } from './thread-chooser';
import { isWide } from './thread-options';
import { ThreadTeam, type TeamMember } from './thread-team';

/** With `'auto'`, more threads than this are not tried: each meets the others at every layer. */
const MOST_CHOSEN = 8;

/** The threads that train a network. */
export interface ThreadUse {
  /** The number of threads that made the last step, or will make the first. */
  readonly used: number;
  /** The number of threads that can make a step. */
  readonly available: number;
  /** Why there is one thread although more were asked for. Absent otherwise. */
  readonly reason?: string;
}

/** The threads that a network is to have, and the memory that they work in. */
export interface ThreadPlan {
  readonly size: number;
  readonly isChosen: boolean;
  readonly memory: LinearMemory;
  readonly reason?: string;
}

/** How many threads a network of this shape gets here. */
export async function planThreads(
  shape: NetworkShape,
  threads: number | 'auto',
  memory: LinearMemory | undefined,
): Promise<ThreadPlan> {
  const alone = (reason?: string) => ({
    size: 1,
    isChosen: false,
    memory: memory ?? new LinearMemory(),
    ...(reason !== undefined && { reason }),
  });
  if (threads === 1) return alone();
  if (threads === 'auto' && !isWide(shape)) return alone('the network is too small to gain from more');
  const against = reasonAgainstThreads();
  if (against !== undefined) return alone(against);
  const size = threads === 'auto' ? Math.min(await cores(), MOST_CHOSEN) : threads;
  if (size === 1) return alone('there is one processor core');
  try {
    return { size, isChosen: threads === 'auto', memory: memory ?? new LinearMemory({ shared: true }) };
  } catch (cause) {
    return alone(`no memory that threads share: ${String(cause)}`);
  }
}

interface Parts {
  readonly module: WebAssembly.Module;
  readonly kernels: StepKernels;
  readonly network: number;
  readonly layerCount: number;
}

/** Makes the steps and evaluations of a network, on one thread or several. */
export class NetworkThreads {
  readonly #kernels: StepKernels;
  readonly #network: number;
  #team: ThreadTeam | undefined;
  #chooser: ThreadChooser | undefined;
  #used: number;
  #reason: string | undefined;

  private constructor(
    { kernels, network }: Parts,
    team: ThreadTeam | undefined,
    isChosen: boolean,
    reason?: string,
  ) {
    this.#kernels = kernels;
    this.#network = network;
    this.#team = team;
    this.#used = team?.size ?? 1;
    this.#chooser = team && isChosen ? new ThreadChooser(team.size) : undefined;
    this.#reason = reason;
  }

  /** Starts the threads of the plan. Where one does not start, there are none, and the reason says so. */
  static async start({ size, isChosen, memory, reason }: ThreadPlan, parts: Parts): Promise<NetworkThreads> {
    if (size === 1) return new NetworkThreads(parts, undefined, false, reason);
    try {
      const team = await ThreadTeam.start({ ...parts, memory }, size);
      return new NetworkThreads(parts, team, isChosen);
    } catch (cause) {
      return new NetworkThreads(parts, undefined, false, `a thread did not start: ${String(cause)}`);
    }
  }

  /** The records of the threads; none where there is one thread alone. */
  get members(): readonly TeamMember[] {
    return this.#team?.members ?? [];
  }

  get use(): ThreadUse {
    const available = this.#team?.size ?? 1;
    return { used: this.#used, available, ...(this.#reason !== undefined && { reason: this.#reason }) };
  }

  /** One step on the network's batch of so many examples; returns its loss. */
  trainStep(examples: number): number {
    if (!this.#team) return this.#kernels.trainStep(this.#network);
    this.#used = this.#chooser?.threads ?? this.#team.size;
    const start = performance.now();
    const loss = this.#used === 1 ? this.#kernels.trainStep(this.#network) : this.#team.trainStep(this.#used);
    this.#chooser?.record(performance.now() - start, examples);
    return loss;
  }

  /** All batches of an Evaluation record, of `batches` batches. */
  evaluate(evaluation: number, batches: number): void {
    const threads = Math.min(batches, this.#chooser?.best ?? this.#used);
    if (this.#team && threads > 1) this.#team.evaluate(threads, evaluation);
    else this.#kernels.evaluate(this.#network, evaluation);
  }

  /** Ends all threads but the caller's, which goes on alone. */
  end(): void {
    this.#team?.end();
    this.#team = undefined;
    this.#chooser = undefined;
    this.#used = 1;
  }
}
