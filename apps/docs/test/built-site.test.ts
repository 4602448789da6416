import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { indexGroups } from '../api/typedoc/index-groups.mjs';

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
  const characters = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' };
  return Object.entries(characters).reduce((all, [name, one]) => all.replaceAll(`&${name};`, one), text);
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

test('the page for developers names every environment that the packages are tested in', () => {
  const results = `${__dirname}/../../../packages/layers/results/environments.json`;
  const environments = Object.keys(JSON.parse(readFileSync(results, 'utf8')) as object);
  const text = decodeEntities(pages.get('/use-it')!.html.replace(/<[^>]+>/g, ''));
  for (const name of environments) expect(text).toContain(name.replaceAll('`', ''));
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
  /** What can be imported, as `@bnlab/core normalize`, with the page that it has. */
  function exportedNames(): { module: string; name: string; page: string | undefined }[] {
    const script =
      "import('./public-entries.mjs').then((m) => console.log(JSON.stringify(m.publicEntries())))";
    const output = execFileSync(process.execPath, ['-e', script], {
      cwd: `${__dirname}/..`,
      encoding: 'utf8',
    });
    const entries = JSON.parse(output) as { name: string; path: string }[];
    return entries.flatMap(({ name: module, path }) =>
      indexGroups(readFileSync(path, 'utf8'))
        .flatMap(({ names }) => names)
        .map((name) => {
          const kinds = ['functions', 'classes', 'variables', 'interfaces', 'type-aliases'];
          // What one package exports of another has its page there.
          const page = [module, ...entries.map((entry) => entry.name)]
            .flatMap((owner) => kinds.map((kind) => `/reference/${owner}/${kind}/${name}`))
            .find((path) => pages.has(path));
          return { module, name, page };
        }),
    );
  }

  test('has a page for everything that can be imported, and an anchor on the page of its package', () => {
    const exported = exportedNames();
    expect(exported.length).toBeGreaterThan(300);
    const missing = exported.filter(({ module, name, page }) => {
      const anchor = name.toLowerCase().replaceAll('_', '-');
      return page === undefined || !pages.get(`/reference/${module}`)?.ids.has(anchor);
    });
    expect(missing.map(({ module, name }) => `${module}: ${name}`)).toEqual([]);
  });

  test('has an example of each function and class', () => {
    // These need files that only a server, Keras or a long download can give; their pages say how they are called.
    const without = ['fetchMnist', 'writeMnistParts', 'keras3', 'predictionGrid'];
    const callable = exportedNames().filter(({ page }) => /\/(functions|classes)\//.test(page ?? ''));
    expect(callable.length).toBeGreaterThan(120);
    const missing = callable.filter(
      ({ name, page }) => !without.includes(name) && !pages.get(page!)!.ids.has('example'),
    );
    expect(missing.map(({ module, name }) => `${module}: ${name}`)).toEqual([]);
  });
});
