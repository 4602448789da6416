import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** What makes Chromium draw, and compute, without a graphics card. */
const software = {
  none: ['--disable-gpu'],
  webgl: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  webgpu: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'],
};

/** Starts Chromium: the one that `CHROMIUM_PATH` names, or Debian's, or the one that Playwright has installed. */
export async function launchBrowser(graphics: keyof typeof software = 'none'): Promise<Browser> {
  const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update'];
  return chromium.launch({
    executablePath: existsSync(path) ? path : undefined,
    args: [...quiet, ...software[graphics]],
  });
}
