import { basename } from 'node:path';
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
      for (const file of ['README.md', 'LICENSE', ...entries]) {
        expect(stderr).toContain(` ${file}\n`);
      }
      expect(stderr).not.toMatch(/\.test\.|tsconfig|node_modules/);
    });
  },
);
