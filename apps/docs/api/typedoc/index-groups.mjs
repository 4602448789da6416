/**
 * The public names of an index, under the comment lines that stand before them: our indexes read as tables of contents.
 * What stands under a line that begins with `@internal` is for our other packages alone, and left out.
 *
 * @param {string} source
 * @returns {{ heading: string, names: string[] }[]}
 */
export function indexGroups(source) {
  const groups = [{ heading: '', names: [] }];
  const parts = source.matchAll(/^\/\/ (?<heading>.+)$|^export (?:type )?\{(?<list>[^}]*)\}/gm);
  for (const { groups: found } of parts) {
    if (found.heading !== undefined) groups.push({ heading: found.heading, names: [] });
    else groups.at(-1).names.push(...namesOf(found.list));
  }
  return groups.filter(({ heading, names }) => names.length > 0 && !heading.startsWith('@internal'));
}

function namesOf(list) {
  return list
    .split(',')
    .map((item) => item.trim().replace(/^type /, ''))
    .filter((item) => item !== '')
    .map((item) => item.split(' as ').at(-1).trim());
}
