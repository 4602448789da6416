import { ArgumentError, checkChoice, checkNumber } from '@bnlab/arguments';
import { useBackend } from '../backend';
import { CompiledEngine, whyNotCompiled } from './compiled-engine';
import type { Engine, EngineName } from './engine';
import type { FullyConnected } from './fully-connected/fully-connected';
import { findFullyConnected, type FullyConnectedName } from './fully-connected/spellings';
import type { NetworkDescription } from './network-description';
import type { NetworkState } from './network-state';
import { TfjsEngine } from './tfjs-engine';

/** The choice of an engine. */
export interface EngineOptions {
  /**
   * The engine: `'compiled'`, the WebAssembly kernels of `@bnlab/kernels`, many times faster and the same to
   * the last bit on every machine; or `'tfjs'`, TensorFlow.js. Default: compiled, where WebAssembly SIMD exists and the
   * network is one that it knows (256 classes at most), unless a `backend` is named.
   */
  engine?: EngineName;
  /** The TensorFlow.js backend, for the engine `'tfjs'`: see {@link useBackend}. */
  backend?: string;
  /**
   * How the layers are written, for the engine `'tfjs'`, which it implies: with the `'layer'` of this package, with the
   * `'operation'` that batch norm is in `@bnlab/core`, with its `'equations'` one by one, or with a function of your
   * own. The three train the same, up to rounding. Default `'operation'`.
   */
  fullyConnected?: FullyConnectedName | FullyConnected;
  /**
   * How many threads make a step of the engine `'compiled'`, an integer from 1 to 64, or `'auto'`: for networks of 250,000
   * weights and more, the number that is the fastest as measured while training. Any number gives the same bits. Where
   * threads cannot share memory, in pages that are not cross-origin isolated and on the main thread of any page, there is
   * one; `trainInWorker` uses as many as it can. `dispose` ends them. Default: 1.
   */
  threads?: number | 'auto';
}

/** The names of the options of an engine. */
export const engineOptionNames = ['engine', 'backend', 'fullyConnected', 'threads'] as const;

/**
 * @param functionName - The function that was called, for errors.
 * @throws ArgumentError if the options contradict each other or the network, or `fullyConnected` makes no layer.
 */
export async function createEngine(
  functionName: string,
  description: NetworkDescription,
  state: NetworkState,
  options: EngineOptions,
): Promise<Engine> {
  if (chooseEngine(functionName, options, whyNotCompiled(description)) === 'compiled')
    return CompiledEngine.create(description, state, options.threads ?? 1);
  const fullyConnected = findFullyConnected(functionName, options.fullyConnected ?? 'operation');
  await useBackend(options.backend);
  return new TfjsEngine(description, state, fullyConnected);
}

/**
 * @param obstacle - Why the compiled engine cannot run the network, if it cannot.
 * @throws ArgumentError if the options contradict each other or the network.
 */
export function chooseEngine(
  functionName: string,
  { engine, backend, fullyConnected, threads }: EngineOptions,
  obstacle: string | undefined,
): EngineName {
  const chosen = choose(functionName, { engine, backend, fullyConnected }, obstacle);
  if (threads === undefined) return chosen;
  if (chosen === 'tfjs') {
    throw new ArgumentError(
      functionName,
      'threads are those of the compiled engine, and this network runs on TensorFlow.js; leave out threads',
    );
  }
  if (threads !== 'auto') {
    checkNumber(functionName, 'threads, if not "auto",', threads, { min: 1, max: 64, integer: true });
  }
  return chosen;
}

function choose(
  functionName: string,
  { engine, backend, fullyConnected }: EngineOptions,
  obstacle: string | undefined,
): EngineName {
  if (engine !== undefined) checkChoice(functionName, 'engine', engine, ['compiled', 'tfjs']);
  if (engine === 'compiled' && backend !== undefined) {
    throw new ArgumentError(
      functionName,
      `the compiled engine runs on no TensorFlow.js backend; leave out backend, or engine, got ${backend}`,
    );
  }
  if (engine === 'compiled' && fullyConnected !== undefined) {
    throw new ArgumentError(
      functionName,
      'the compiled engine has its layers built in; leave out fullyConnected, or use engine tfjs',
    );
  }
  if (engine === 'tfjs' || backend !== undefined || fullyConnected !== undefined) return 'tfjs';
  if (obstacle === undefined) return 'compiled';
  if (engine === undefined) return 'tfjs';
  throw new ArgumentError(
    functionName,
    `the compiled engine cannot run this network: ${obstacle}; use engine tfjs`,
  );
}
