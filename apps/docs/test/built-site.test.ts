import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';

const site = `${__dirname}/../.vitepress/dist`;

interface BuiltPage {
  path: string;
  html: string;
  ids: Set<string>;
}

/** The pages of the built site by their path, such as `/lesson/equations`. */
let pages: Map<string, BuiltPage>;

beforeAll(() => {
  if (!existsSync(`${site}/index.html`)) throw new Error('The site is not built: run "npm run build" first');
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.html'),
  );
  pages = new Map(
    files.map((file) => {
      const path = `/${file.replace(/(index)?\.html$/, '')}`;
      const html = readFileSync(`${site}/${file}`, 'utf8');
      const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => decodeEntities(id!)));
      return [path, { path, html, ids }];
    }),
  );
});

function decodeEntities(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}

/** Links within the site, as [page that holds it, address, anchor]. */
function internalLinks(): [string, string, string][] {
  return [...pages.values()].flatMap(({ path, html }) =>
    [...html.matchAll(/<a\b[^>]*?\shref="([^"]+)"/g)]
      .map(([, href]) => new URL(decodeEntities(href!), `http://site${path}`))
      .filter((url) => url.host === 'site')
      .map((url): [string, string, string] => [path, url.pathname, decodeURIComponent(url.hash.slice(1))]),
  );
}

test('every link within the site leads to a page, and every anchor to a place on it', () => {
  const links = internalLinks();
  expect(links.length).toBeGreaterThan(500);
  const broken = links.filter(([, pathname, anchor]) => {
    const page = pages.get(decodeURIComponent(pathname).replace(/\.html$/, ''));
    if (page === undefined) return !existsSync(`${site}${pathname}`);
    return anchor !== '' && !page.ids.has(anchor);
  });
  expect([...new Set(broken.map(([from, to, anchor]) => `${from} -> ${to}#${anchor}`))]).toEqual([]);
});

test('nothing is loaded from another host', () => {
  for (const { html } of pages.values()) {
    const loaded = [...html.matchAll(/<(?:script|link|img|iframe)\b[^>]*?\s(?:src|href)="([^"]+)"/g)];
    expect(
      loaded.map(([, address]) => address!).filter((address) => /^(https?:)?\/\//.test(address)),
    ).toEqual([]);
  }
});

describe('the API reference', () => {
  test('has an anchor for everything that can be imported', () => {
    const script =
      "import('./public-entries.mjs').then((m) => console.log(JSON.stringify(m.publicEntries())))";
    const entries = JSON.parse(
      execFileSync(process.execPath, ['-e', script], { cwd: `${__dirname}/..`, encoding: 'utf8' }),
    ) as { name: string; path: string }[];
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['@bnlab/core', '@bnlab/layers']));
    const missing = entries.flatMap(({ name, path }) => {
      const ids = pages.get(`/reference/${name}`)?.ids ?? new Set();
      return exportedNames(path)
        .filter((exported) => !ids.has(exported.toLowerCase().replaceAll('_', '-')))
        .map((exported) => `${name}: ${exported}`);
    });
    expect(missing).toEqual([]);
  });
});

/** The names that an index lists: ours list each by name. */
function exportedNames(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) =>
    list!
      .replaceAll(/\/\/.*$/gm, '')
      .split(',')
      .map((item) => item.trim().replace(/^type /, ''))
      .filter((item) => item !== '')
      .map((item) => item.split(' as ').at(-1)!.trim()),
  );
}
