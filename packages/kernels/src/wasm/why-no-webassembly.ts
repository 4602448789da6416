const EMPTY_MODULE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

let isRefused: boolean | undefined;

/**
 * Why kernels cannot run here; undefined where they can.
 *
 * @param supportsSimd - Whether this JavaScript engine finds the kernels valid. A page whose content security policy lacks
 *   `'wasm-unsafe-eval'` finds them valid too, and refuses to compile them.
 */
export function whyNoWebAssembly(supportsSimd: () => boolean): string | undefined {
  if (typeof WebAssembly !== 'object' || !supportsSimd()) {
    return (
      'this JavaScript engine does not run WebAssembly SIMD; Node.js 16, Chrome 91, Firefox 89 and Safari ' +
      '16.4 do'
    );
  }
  // Asked once: each refusal is reported to the console, and to where the policy says.
  isRefused ??= refusesToCompile();
  if (!isRefused) return undefined;
  return "the page's content security policy refuses WebAssembly; allow script-src 'wasm-unsafe-eval'";
}

function refusesToCompile(): boolean {
  try {
    return !(new WebAssembly.Module(EMPTY_MODULE) instanceof WebAssembly.Module);
  } catch {
    return true;
  }
}
