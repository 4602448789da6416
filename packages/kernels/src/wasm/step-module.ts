import { stepWasm } from '../generated/step';
import { decodeBase64 } from './decode-base64';
import { withSharedMemory } from './share-memory';
import { whyNoWebAssembly } from './why-no-webassembly';

let bytes: Uint8Array<ArrayBuffer> | undefined;
const compiled: { alone?: Promise<WebAssembly.Module>; shared?: Promise<WebAssembly.Module> } = {};

function moduleBytes(): Uint8Array<ArrayBuffer> {
  return (bytes ??= decodeBase64(stepWasm));
}

/**
 * Whether the kernels run here: in a JavaScript engine with fixed-width SIMD of WebAssembly, and a page whose content
 * security policy, if it has one, allows `script-src 'wasm-unsafe-eval'`.
 */
export function supportsCompiledNetworks(): boolean {
  return whyNoCompiledNetworks() === undefined;
}

/** Why {@link supportsCompiledNetworks} says no; undefined where it says yes. */
export function whyNoCompiledNetworks(): string | undefined {
  return whyNoWebAssembly(() => WebAssembly.validate(moduleBytes()));
}

/** The module for a memory that threads share, or that they do not. Compiled once, however many networks there are. */
export function compileStepModule({ shared }: { shared: boolean }): Promise<WebAssembly.Module> {
  if (shared) return (compiled.shared ??= WebAssembly.compile(withSharedMemory(moduleBytes())));
  return (compiled.alone ??= WebAssembly.compile(moduleBytes()));
}
