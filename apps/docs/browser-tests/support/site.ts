import { existsSync, readdirSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { serveStatic, type StaticServer } from './static-server';

/** Where the built site lies. */
export const SITE = `${__dirname}/../../.vitepress/dist`;

/** The addresses of all pages, from the files of the built site. */
export const pagePaths = readdirSync(SITE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html') && file !== '404.html')
  .map((file) => `/${file.replace(/(index)?\.html$/, '')}`)
  .sort();

/** Those pages of the API that stand for the others, which one generator makes too: one of each kind. */
const apiSamples = [
  '/reference/',
  '/reference/@bnlab/core',
  '/reference/@bnlab/layers/functions/batchNormalization',
  '/reference/@bnlab/layers/classes/NeuralNet',
];

/** All pages, but of the API only samples. */
export const sampledPaths = pagePaths.filter(
  (path) => !path.startsWith('/reference/') || apiSamples.includes(path),
);

export interface OpenPage {
  page: Page;
  /** Errors of the console, exceptions, failed requests and requests to other hosts, as they come. */
  problems: string[];
}

/** The built site on a server, and a browser to look at it. */
export class Site {
  readonly browser: Browser;
  readonly server: StaticServer;

  private constructor(browser: Browser, server: StaticServer) {
    this.browser = browser;
    this.server = server;
  }

  static async start({ folder = SITE, base = '/' } = {}): Promise<Site> {
    if (!existsSync(`${folder}/index.html`)) {
      throw new Error('The site is not built: run "npm run build" first');
    }
    return new Site(await launchBrowser(), await serveStatic(folder, base));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }

  /** Opens a page in a fresh profile. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const problems = watch(page, this.server.origin);
    await page.goto(`${this.server.origin}${path}`);
    await page.waitForLoadState('networkidle');
    return { page, problems };
  }
}

function watch(page: Page, origin: string): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url))
      problems.push(`request to another host: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  return problems;
}
