import type { LawsToCheck } from '../../test/helpers/check-laws';
import { launchBrowser } from './browser';
import type { OnBackend, PageBackend } from './backends-page';
import { serve } from './serve';

/** A backend of TensorFlow.js in a page. */
export interface BrowserBackend extends PageBackend {
  name: string;
  /** Whether the page may share memory with threads: the WebAssembly backend then uses them. */
  isolated?: boolean;
}

/** The backends of TensorFlow.js that run in pages, on this machine's processor where they ask for a graphics card. */
export const browserBackends: BrowserBackend[] = [
  { name: 'cpu', backend: 'cpu' },
  { name: 'wasm', backend: 'wasm' },
  { name: 'wasm, fused kernels', backend: 'wasm', fused: true },
  { name: 'wasm, threads', backend: 'wasm', isolated: true },
  { name: 'webgl', backend: 'webgl' },
  { name: 'webgpu', backend: 'webgpu' },
];

/** Checks the laws on a backend in a page of its own. */
export async function checkInBrowser(of: BrowserBackend, which: LawsToCheck): Promise<OnBackend> {
  const { backend, fused = false, isolated = false } = of;
  const site = await serve({}, { program: 'backends-page.ts', isolated });
  const browser = await launchBrowser(backend === 'webgl' || backend === 'webgpu' ? backend : 'none');
  try {
    const page = await browser.newPage();
    await page.goto(site.origin);
    return await page.evaluate(
      ({ backend, fused, which }) => globalThis.checkBackend({ backend, fused }, which),
      { backend, fused, which },
    );
  } finally {
    await browser.close();
    await site.close();
  }
}
