import { fileURLToPath } from 'node:url';
import { katex } from '@mdit/plugin-katex';
import { defineConfig } from 'vitepress';
import { writeMnistFiles } from '../data/write-mnist-files';
import { writeServiceWorker } from '../offline/write-service-worker';
import { expandLessonTags } from './markdown/expand-lesson-tags';
import { nav, sidebar } from './navigation';

const root = fileURLToPath(new URL('..', import.meta.url));

await writeMnistFiles(`${root}/public/mnist`);

/** What pages and workers import when they need it, and what our packages import in turn. */
const importedLater = [
  ...['autocomplete', 'commands', 'lang-javascript', 'language', 'lint', 'search', 'state', 'view'].map(
    (part) => `@codemirror/${part}`,
  ),
  ...['@lezer/highlight', 'acorn', 'sucrase', 'dompurify', 'fflate', 'linkedom', 'node-inspect-extracted'],
  ...['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
  '@bnlab/viz > @observablehq/plot',
  '@bnlab/viz > d3-array',
  '@bnlab/core > fast-check',
  '@bnlab/core > fastest-levenshtein',
  '@bnlab/mnist > pure-rand/generator/xoroshiro128plus',
  '@bnlab/mnist > pure-rand/distribution/uniformInt',
  '@bnlab/layers > pure-rand/distribution/uniformFloat64',
];

/** What the picture of a shared link shows. */
const CARD =
  'Two columns of distributions, one per layer: without batch norm they fade to nothing, with it they keep their width.';

/**
 * Ranks a search result: explanations come before the API, whose pages repeat every word many times. It is sent to the
 * page as text, so it may use nothing from outside.
 */
function boostExplanations(page: string): number {
  if (page.includes('/reference/')) return 0.2;
  return page.includes('/questions/') ? 1.5 : 1;
}

/** The typefaces of nearly every formula. Without them in time, lines with formulas break elsewhere and the page jumps. */
const isFormulaFont = (asset: string) => /KaTeX_(Main-Regular|Math-Italic)\.[^/]+\.woff2$/.test(asset);

const preloaded = (href: string) =>
  ['link', { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href }] as const;

export default defineConfig({
  // The folder of the host that the site is served from: `base=/bnlab/ npm run build`.
  base: process.env.base ?? '/',
  title: 'Batch normalization',
  description:
    'See, change and understand what batch normalization does, on real networks in your own browser.',
  lang: 'en',
  cleanUrls: true,
  lastUpdated: false,
  // The list of all pages in a file of its own, instead of in every page.
  metaChunk: true,
  srcExclude: ['README.md', 'node_modules/**', 'api/**'],
  head: [
    ['meta', { name: 'theme-color', content: '#00629b' }],
    ['meta', { property: 'og:type', content: 'website' }],
    ['meta', { property: 'og:site_name', content: 'bnlab' }],
    ['meta', { name: 'twitter:card', content: 'summary_large_image' }],
    ['link', { rel: 'icon', href: `${process.env.base ?? '/'}icon.svg`, type: 'image/svg+xml' }],
  ],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // The plugin is typed against another copy of markdown-it's types.
    config: (md) => md.use(katex as unknown as Parameters<typeof md.use>[0], { vPre: true }),
  },
  transformHead: ({ pageData, title, description, content, assets }) => {
    // Readers of cards ask for full addresses, which only the host knows: `site=https://example.org npm run build`.
    const address = `${process.env.site ?? ''}${process.env.base ?? '/'}`;
    const page = pageData.relativePath.replace(/(index)?\.md$/, '');
    return [
      ['meta', { property: 'og:title', content: title }],
      ['meta', { property: 'og:description', content: description }],
      ['meta', { property: 'og:image', content: `${address}card.png` }],
      ['meta', { property: 'og:image:alt', content: CARD }],
      ...(process.env.site ? [['meta', { property: 'og:url', content: address + page }] as const] : []),
      ...(content.includes('class="katex"') ? assets.filter(isFormulaFont).map(preloaded) : []),
    ] as [string, Record<string, string>][];
  },
  buildEnd: ({ outDir }) => writeServiceWorker(outDir),
  themeConfig: {
    siteTitle: 'bnlab',
    logo: '/icon.svg',
    nav,
    sidebar,
    outline: [2, 3],
    search: {
      provider: 'local',
      options: { miniSearch: { searchOptions: { boostDocument: boostExplanations } } },
    },
    docFooter: { prev: 'Before', next: 'Next' },
    externalLinkIcon: true,
  },
  vite: {
    plugins: [expandLessonTags({ examples: `${root}/examples` })],
    worker: { format: 'es' },
    // What the dev server would find only when a page asks for it, and reload the page for.
    optimizeDeps: { include: importedLater },
    build: { target: 'es2022', chunkSizeWarningLimit: 3000 },
  },
});
