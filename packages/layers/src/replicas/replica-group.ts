import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';
import { Exchange, type SharedReplicas } from './exchange';

/** A worker thread of Node.js or a web worker, as far as a group watches it. */
export type WatchedWorker =
  | {
      /** Node.js tells the end of a thread. */
      on: (event: 'exit', listener: () => void) => unknown;
    }
  | {
      /** Browsers tell the errors of a worker, not its end. */
      addEventListener: (event: 'error', listener: () => void) => unknown;
    };

/** Options of {@link createReplicas}. */
export interface ReplicasOptions {
  /** How many replicas there are, from 1 to 1024. Each makes the same calls in the same order. */
  replicas: number;
  /**
   * Milliseconds that a replica waits for another before it throws; more than the longest that one may be ahead, loading
   * of data included. Default 120000.
   */
  timeout?: number;
}

/** Replicas of a model that train in workers, each on its part of every batch. */
export interface ReplicaGroup {
  /** The ticket that each worker passes to {@link joinReplicas}: send it by `workerData` or `postMessage`. */
  readonly shared: SharedReplicas;
  /** Tells the other replicas when the worker of one ends, which they would otherwise wait for. Returns the worker. */
  watch: <Watched extends WatchedWorker>(worker: Watched, replica: number) => Watched;
  /** Ends the group: replicas that wait, or call from now on, throw. */
  dispose: () => void;
}

/**
 * A group of replicas that share the statistics of batch normalization over worker threads or web workers. The thread that
 * starts the workers calls it, and each worker calls {@link joinReplicas}.
 *
 * @throws ArgumentError if an argument is not as documented. Error if there is no memory to share: browsers have it in pages
 *   that are cross-origin isolated only.
 */
export function createReplicas(options: ReplicasOptions): ReplicaGroup {
  const name = 'createReplicas';
  checkOptions(name, options, ['replicas', 'timeout']);
  const { replicas, timeout = 120_000 } = options;
  checkNumber(name, 'replicas', replicas, { min: 1, max: 1024, integer: true });
  checkNumber(name, 'timeout', timeout, { min: 0 });
  if (typeof SharedArrayBuffer === 'undefined') {
    const headers = 'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp';
    throw new Error(`${name}: this page has no memory to share; serve it with the headers ${headers}`);
  }
  const shared = { memory: new SharedArrayBuffer(Exchange.byteLength(replicas)), replicas, timeout };
  const exchange = new Exchange(shared);
  exchange.reset();
  return {
    shared,
    watch: (worker, replica) => {
      checkReplica('watch', replica, replicas);
      if (
        typeof worker !== 'object' ||
        worker === null ||
        !('on' in worker || 'addEventListener' in worker)
      ) {
        const kinds = 'a worker thread of Node.js or a web worker';
        throw new ArgumentError('watch', `worker must be ${kinds}, got ${show(worker)}`);
      }
      const end = () => exchange.end(replica, 'failed');
      if ('on' in worker) worker.on('exit', end);
      else worker.addEventListener('error', end);
      return worker;
    },
    dispose: () => {
      for (let replica = 0; replica < replicas; replica++) exchange.end(replica, 'disposed');
    },
  };
}

/** @throws ArgumentError unless it is the number of a replica of the group. */
export function checkReplica(functionName: string, replica: number, replicas: number): void {
  checkNumber(functionName, 'replica', replica, { min: 0, max: replicas - 1, integer: true });
}
