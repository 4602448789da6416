import { existsSync, readFileSync } from 'node:fs';
import { ReflectionKind } from 'typedoc';

/**
 * Finishes the page of one name: where it is imported from, its example before its parameters, and behind these the table
 * of its options, so that nobody has to open another page for them.
 *
 * @param {string} contents The page as the plugin for Markdown wrote it.
 * @param {string} out The folder of all pages.
 */
export function finishPage(contents, reflection, out) {
  const module = moduleOf(reflection);
  const isType = reflection.kindOf(ReflectionKind.Interface | ReflectionKind.TypeAlias);
  const line = `import { ${isType ? 'type ' : ''}${reflection.name} } from '${module}';`;
  const [title, ...rest] = contents.split('\n');
  const intro = `${title}\n\n<p class="api-from">From <a href="/reference/${module}">${module}</a></p>\n\n\`\`\`ts\n${line}\n\`\`\`\n`;
  const body = exampleFirst(rest.join('\n'));
  return `---\nprev: false\nnext: false\n---\n\n${intro}${withoutUndefined(withOptions(body, reflection, out))}`;
}

export function moduleOf(reflection) {
  let parent = reflection;
  while (!parent.kindOf(ReflectionKind.Module)) parent = parent.parent;
  return parent.name;
}

/** The section of a heading of the second level, up to the next one. */
function section(text, heading) {
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start === -1) return undefined;
  const end = text.indexOf('\n## ', start + 1);
  return { start, end: end === -1 ? text.length : end };
}

function exampleFirst(text) {
  const example = section(text, 'Example');
  if (!example) return text;
  const moved = text.slice(example.start, example.end).trimEnd();
  const without = text.slice(0, example.start) + text.slice(example.end);
  const first = without.indexOf('\n## ');
  if (first === -1) return `${without.trimEnd()}\n${moved}\n`;
  return `${without.slice(0, first).trimEnd()}\n${moved}\n${without.slice(first)}`;
}

/** What has no default has an empty cell. */
function withoutUndefined(text) {
  return text.replaceAll('| `undefined` |', '| |');
}

function withOptions(text, reflection, out) {
  const parameters = section(text, 'Parameters');
  if (!parameters) return text;
  const options = (reflection.signatures ?? [])
    .flatMap((signature) => signature.parameters ?? [])
    .filter(({ name }) => ['options', 'config', 'schedule'].includes(name))
    .map(({ type }) => type?.reflection)
    .find(
      (target) => target?.kindOf?.(ReflectionKind.Interface) && moduleOf(target) === moduleOf(reflection),
    );
  if (!options) return text;
  const path = `${out}/${moduleOf(options)}/interfaces/${options.name}.md`;
  if (!existsSync(path)) return text;
  const page = `\n${readFileSync(path, 'utf8')}`;
  const properties = section(page, 'Properties');
  if (!properties) return text;
  const table = page
    .slice(properties.start, properties.end)
    .replace('\n## Properties\n', `\n## ${options.name}\n`)
    .replaceAll(/\]\((?!\.\.?\/|\/|http|#)([^)]+)\)/g, '](../interfaces/$1)');
  return `${text.slice(0, parameters.end).trimEnd()}\n${table.trimEnd()}\n${text.slice(parameters.end)}`;
}
