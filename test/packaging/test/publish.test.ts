import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packageFolders, readManifest } from '../support/packages';
import { run } from '../support/run';

/** A registry that has nothing. */
const registry = `${process.env.BNLAB_TEST_REGISTRY}/empty/`;

describe.each(packageFolders.map((folder) => ({ name: basename(folder), folder })))(
  'npm publish of $name',
  ({ folder }) => {
    test('warns of nothing, and makes the package public', async () => {
      // A token, so that npm does not warn that nobody is logged in.
      const login = `--${registry.replace('http:', '')}:_authToken=none`;
      const options = [
        '--dry-run',
        '--registry',
        registry,
        login,
        '--userconfig',
        '/dev/null',
        '--tag',
        'dry-run',
      ];
      const { stderr } = await run('npm', ['publish', ...options], folder);
      expect(stderr).not.toMatch(/npm (warn|error)/i);
      expect(stderr).toContain('public access');
      const { bin } = readManifest(folder);
      const entries = bin ? Object.values(bin) : ['dist/index.js', 'dist/index.cjs', 'dist/index.d.cts'];
      for (const file of ['README.md', 'LICENSE', 'dist/bundled-licenses.txt', ...entries]) {
        expect(stderr).toContain(` ${file}\n`);
      }
      expect(stderr).not.toMatch(/\.test\.|tsconfig|node_modules/);
    });

    // npm shows the README without the repository around it.
    test('has a README whose links and pictures are absolute', () => {
      const readme = readFileSync(join(folder, 'README.md'), 'utf8').replace(/```.*?```/gs, '');
      const targets = [...readme.matchAll(/\]\(([^)]+)\)|(?:src|href)="([^"]+)"/g)].map(
        ([, link, attribute]) => link ?? attribute!,
      );
      expect(targets.filter((target) => !/^(https:\/\/|#)/.test(target))).toEqual([]);
      const titles = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
        title!
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replace(/\s/g, '-'),
      );
      const inPage = targets.filter((target) => target.startsWith('#'));
      expect(titles).toEqual(expect.arrayContaining(inPage.map((target) => target.slice(1))));
    });
  },
);
