import { ArgumentError, checkChoice } from '@bnlab/arguments';
import { useBackend } from '../backend';
import { CompiledEngine, whyNotCompiled } from './compiled-engine';
import type { Engine, EngineName } from './engine';
import type { FullyConnected } from './fully-connected/fully-connected';
import { findFullyConnected, type FullyConnectedName } from './fully-connected/spellings';
import type { NetworkDescription } from './network-description';
import type { NetworkState } from './network-state';
import { TfjsEngine } from './tfjs-engine';

/** What runs a network. */
export interface EngineOptions {
  /**
   * What runs the network: `'compiled'`, the WebAssembly kernels of `@bnlab/kernels`, many times faster and the same to
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
}

/** The names of the options of an engine. */
export const engineOptionNames = ['engine', 'backend', 'fullyConnected'] as const;

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
    return CompiledEngine.create(description, state);
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
