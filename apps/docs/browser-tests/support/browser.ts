import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const DEFAULT_PATH = '/usr/bin/chromium';

/**
 * Starts Chromium: the one that `CHROMIUM_PATH` names, or Debian's, or the one that Playwright has installed. Everything
 * that it might ask of the network on its own is off.
 */
export async function launchBrowser(): Promise<Browser> {
  const path = process.env.CHROMIUM_PATH ?? DEFAULT_PATH;
  return chromium.launch({
    executablePath: existsSync(path) ? path : undefined,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
