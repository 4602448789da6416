import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

/**
 * What users can import of our packages: each public name, such as `@bnlab/core/spec`, and the source file behind it, as
 * the export condition `@bnlab/source` of the packages says.
 *
 * @returns {{ name: string, path: string }[]}
 */
export function publicEntries() {
  return readdirSync(packages)
    .sort()
    .flatMap((folder) => entriesOf(`${packages}${folder}`));
}

/** @param {string} directory */
function entriesOf(directory) {
  const { name, exports, private: isPrivate } = JSON.parse(readFileSync(`${directory}/package.json`, 'utf8'));
  if (isPrivate) return [];
  return Object.entries(exports).flatMap(([subpath, conditions]) => {
    const source = conditions['@bnlab/source'];
    if (source === undefined) return [];
    const path = `${directory}/${source.default ?? source}`;
    return existsSync(path) ? [{ name: name + subpath.slice(1), path }] : [];
  });
}
