import type * as Os from 'node:os';
import { nodeModule } from '../worker/node-module';

/** The processor cores that this program may use, as far as the host tells; 1 where it does not. */
export async function cores(): Promise<number> {
  const os = await nodeModule<typeof Os>('node:os');
  return os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}
