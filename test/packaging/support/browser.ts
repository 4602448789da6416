import { existsSync, statSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Trained } from './expect-trained';

const origin = 'http://localhost';
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** The Chromium that `CHROMIUM_PATH` names, or Debian's, with everything off that it asks of the network on its own. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Site {
  /** The folder that the page is in. */
  folder: string;
  /** Where `/npm/` and `/wasm/` find packages, laid out as a CDN has them. */
  modules: string;
  /** The content security policy. Default: none. */
  policy?: string;
  /** Runs in the page before its scripts. */
  before?: () => void;
}

export type OnPage = Trained & { backend: string; kernels: string[]; reason?: string };

/** Opens the page of a site, with nothing from anywhere else, and waits for what it trains. */
export function trainOnPage(browser: Browser, site: Site): Promise<OnPage & { problems: string[] }> {
  return trainAt<OnPage>(browser, `${origin}/`, async (page) => {
    if (site.before) await page.addInitScript(site.before);
    await page.route('**', (route) => {
      const { origin: from, pathname } = new URL(route.request().url());
      const path = fileOf(site, decodeURIComponent(pathname));
      if (from !== origin || !existsSync(path)) return route.abort();
      const headers: Record<string, string> =
        site.policy === undefined ? {} : { 'content-security-policy': site.policy };
      return route.fulfill({ path, headers, contentType: types[extname(path)] ?? 'text/plain' });
    });
  });
}

/** Opens a page, and waits for what it trains: its global `trained`. */
export async function trainAt<Result extends object>(
  browser: Browser,
  url: string,
  prepare?: (page: Page) => Promise<void>,
): Promise<Result & { problems: string[] }> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await prepare?.(page);
  await page.goto(url);
  const trained = await page.evaluate(async () => {
    const program = globalThis as unknown as { trained?: Promise<Result> };
    // Frameworks start programs after the page has loaded. (Not `waitForFunction`, which a strict policy refuses.)
    while (!program.trained) await new Promise(requestAnimationFrame);
    return program.trained;
  });
  await page.close();
  return { ...trained, problems };
}

function fileOf({ folder, modules }: Site, pathname: string): string {
  if (pathname === '/') return join(folder, 'index.html');
  const [, first, ...rest] = pathname.split('/');
  if (first === 'wasm') return join(modules, '@tensorflow/tfjs-backend-wasm/dist', ...rest);
  if (first !== 'npm') return join(folder, pathname);
  // A CDN gives the file that the package names for it.
  const path = join(modules, ...rest);
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  const { jsdelivr } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { jsdelivr: string };
  return join(path, jsdelivr);
}
