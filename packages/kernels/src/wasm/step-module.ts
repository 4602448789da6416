import { stepWasm } from '../generated/step';
import { decodeBase64 } from './decode-base64';
import { withSharedMemory } from './share-memory';

let bytes: Uint8Array<ArrayBuffer> | undefined;
const compiled: { alone?: Promise<WebAssembly.Module>; shared?: Promise<WebAssembly.Module> } = {};

function moduleBytes(): Uint8Array<ArrayBuffer> {
  return (bytes ??= decodeBase64(stepWasm));
}

/** Whether this JavaScript engine runs the kernels: WebAssembly with fixed-width SIMD. */
export function supportsCompiledNetworks(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(moduleBytes());
}

/** The module for a memory that threads share, or that they do not. Compiled once, however many networks there are. */
export function compileStepModule({ shared }: { shared: boolean }): Promise<WebAssembly.Module> {
  if (shared) return (compiled.shared ??= WebAssembly.compile(withSharedMemory(moduleBytes())));
  return (compiled.alone ??= WebAssembly.compile(moduleBytes()));
}
