import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, className, show } from '@bnlab/arguments';
import { importInNode, inNode } from './import-in-node';

/** The packages that the backends come in. */
const packages: Record<string, string> = {
  cpu: '@tensorflow/tfjs-backend-cpu',
  webgl: '@tensorflow/tfjs-backend-webgl',
  wasm: '@tensorflow/tfjs-backend-wasm',
  webgpu: '@tensorflow/tfjs-backend-webgpu',
  tensorflow: '@tensorflow/tfjs-node',
};

/** The names that {@link useBackend} knows. Programs may register others with TensorFlow.js. */
export const backendNames = ['wasm', 'cpu', 'webgl', 'webgpu', 'tensorflow'] as const;

/**
 * A TensorFlow.js backend could not be used. `reason`: the name is unknown, the package is not installed, or the backend
 * does not start here.
 */
export class BackendError extends Error {
  override readonly name = 'BackendError';

  constructor(
    message: string,
    readonly reason: 'unknown' | 'not-installed' | 'unavailable',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Makes a TensorFlow.js backend the current one, importing its package where that is needed.
 *
 * @param backend `'wasm'`, `'cpu'`, `'webgl'`, `'webgpu'`, `'tensorflow'` (with `@tensorflow/tfjs-node`), or any that
 *   the program has registered. Default: in Node.js WebAssembly, or `'cpu'` where there is none; in a browser
 *   TensorFlow.js's own choice.
 * @returns The name of the backend in use.
 * @throws BackendError when there is no such backend, its package is not installed, or it does not start here.
 */
export async function useBackend(backend: string | undefined = defaultBackend()): Promise<string> {
  if (backend !== undefined && typeof backend !== 'string') {
    throw new ArgumentError('useBackend', `backend must be the name of a backend, got ${show(backend)}`);
  }
  const turn = lastTurn.then(() => switchTo(backend));
  lastTurn = turn.catch(() => {});
  return turn;
}

function defaultBackend(): string | undefined {
  if (!inNode) return undefined;
  return typeof WebAssembly === 'object' ? 'wasm' : 'cpu';
}

/** TensorFlow.js gives up on a backend that is starting when it is asked for one again: callers wait for each other. */
let lastTurn: Promise<unknown> = Promise.resolve();

async function switchTo(backend: string | undefined): Promise<string> {
  if (backend !== undefined && backend !== tf.getBackend()) {
    if (!isRegistered(backend)) await register(backend);
    if (!(await startBackend(backend))) throw unavailable(backend);
  }
  await tf.ready();
  return tf.getBackend();
}

function isRegistered(backend: string): boolean {
  return tf.engine().registryFactory[backend] !== undefined;
}

/** TensorFlow.js reports some failures by `false` and throws others. */
async function startBackend(backend: string): Promise<boolean> {
  try {
    return await tf.setBackend(backend);
  } catch (cause) {
    throw unavailable(backend, cause);
  }
}

function unavailable(backend: string, cause?: unknown): BackendError {
  const why = className(cause) === 'Error' ? `: ${(cause as Error).message}` : '';
  const others = backend === 'cpu' ? '' : "; the backend 'cpu' starts everywhere";
  const message = `The TensorFlow.js backend "${backend}" does not start on this machine${why}${others}`;
  return new BackendError(message, 'unavailable', { cause });
}

async function register(backend: string): Promise<void> {
  const name = packages[backend];
  if (name === undefined) {
    if ((backendNames as readonly string[]).includes(backend)) throw unavailable(backend);
    throw new BackendError(
      `There is no TensorFlow.js backend "${backend}"; known backends: ${backendNames.join(', ')}`,
      'unknown',
    );
  }
  if (!inNode) {
    throw new BackendError(
      `The TensorFlow.js backend "${backend}" is not registered: import '${name}' in your program first`,
      'not-installed',
    );
  }
  try {
    await importInNode(name);
  } catch (cause) {
    if (!isNotFound(name, cause)) throw unavailable(backend, cause);
    throw new BackendError(
      `The TensorFlow.js backend "${backend}" needs the package ${name}, which is not installed: npm install ${name}`,
      'not-installed',
      { cause },
    );
  }
}

/** Whether this very package is not there, and not a part that it needs. */
function isNotFound(name: string, cause: unknown): boolean {
  const { code, message = '' } = cause as NodeJS.ErrnoException;
  return /^(ERR_)?MODULE_NOT_FOUND$/.test(code ?? '') && message.includes(`'${name}'`);
}
