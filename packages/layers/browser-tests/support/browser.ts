import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Starts Chromium: the one that `CHROMIUM_PATH` names, or Debian's, or the one that Playwright has installed. */
export async function launchBrowser(): Promise<Browser> {
  const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath: existsSync(path) ? path : undefined,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}
