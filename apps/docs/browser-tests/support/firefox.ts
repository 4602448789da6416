import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { serveStatic, type StaticServer } from './static-server';
import { SITE } from './site';

const DEFAULT_PATH = '/usr/bin/firefox-esr';

/** The Firefox that `FIREFOX_PATH` names, or Debian's. Playwright drives a Firefox of its own build alone. */
const executablePath = process.env.FIREFOX_PATH ?? DEFAULT_PATH;

/** Sets the size of a page. Debian's Firefox knows no orientation of the screen, which Puppeteer sets too. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewport(size).catch((error: unknown) => {
    if (!/setScreenOrientationOverride/.test(String(error))) throw error;
  });
}

/** The built site on a server, and a Firefox to look at it, for a reader who wants little motion. */
export class FirefoxSite {
  readonly browser: Browser;
  readonly server: StaticServer;

  private constructor(browser: Browser, server: StaticServer) {
    this.browser = browser;
    this.server = server;
  }

  static async start(): Promise<FirefoxSite> {
    if (!existsSync(executablePath)) {
      throw new Error(`There is no Firefox at ${executablePath}: install firefox-esr, or set FIREFOX_PATH`);
    }
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
    });
    return new FirefoxSite(browser, await serveStatic(SITE));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }

  /** Opens a page. `problems` gets errors of the console, exceptions and failed requests, as they come. */
  async open(path: string, { width = 1280, height = 900 } = {}): Promise<{ page: Page; problems: string[] }> {
    const page = await this.browser.newPage();
    await resize(page, { width, height });
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`exception: ${String(error)}`));
    page.on('response', (response) => {
      if (response.status() >= 400) problems.push(`HTTP ${response.status()}: ${response.url()}`);
    });
    await page.goto(`${this.server.origin}${path}`, { waitUntil: 'networkidle0' });
    return { page, problems };
  }
}
