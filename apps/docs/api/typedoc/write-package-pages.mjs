import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ReflectionKind } from 'typedoc';
import { publicEntries } from '../../public-entries.mjs';
import { moduleOf } from './finish-page.mjs';
import { indexGroups } from './index-groups.mjs';

const heads = fileURLToPath(new URL('../heads/', import.meta.url));

/** Folders of a module's pages, as TypeDoc names them. */
const folders = new Map([
  [ReflectionKind.Function, 'functions'],
  [ReflectionKind.Class, 'classes'],
  [ReflectionKind.Variable, 'variables'],
  [ReflectionKind.Interface, 'interfaces'],
  [ReflectionKind.TypeAlias, 'type-aliases'],
  [ReflectionKind.Enum, 'enumerations'],
]);

/**
 * Writes a page for each module, `@bnlab/core.md`: the head that `heads/` has for it, and a table of what it exports, a
 * sentence each, under the headings of its index. An anchor leads to each name. And `index.md`, a list of the modules.
 *
 * @param {string} out
 */
export function writePackagePages(project, out) {
  const sources = new Map(publicEntries().map(({ name, path }) => [name, path]));
  const modules = project.getReflectionsByKind(ReflectionKind.Module);
  for (const module of modules) {
    const groups = indexGroups(readFileSync(sources.get(module.name), 'utf8'));
    const page = [
      headOf(module.name),
      '## What it exports',
      ...groups.map((group) => tableOf(module, group)),
    ];
    writeFileSync(`${out}/${module.name}.md`, `${page.join('\n\n')}\n`);
    rmSync(`${out}/${module.name}/index.md`, { force: true });
  }
  writeFileSync(`${out}/index.md`, indexOf(modules));
}

function headOf(name) {
  const path = `${heads}${name}.md`;
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : `# ${name}`;
}

function tableOf(module, { heading, names }) {
  const rows = names.map((name) => {
    const child = module.children.find((one) => one.name === name);
    // What one package exports of another has its page there.
    const reflection = child.kindOf(ReflectionKind.Reference) ? child.getTargetReflectionDeep() : child;
    const folder = folders.get(reflection.kind);
    const shown = reflection.kind === ReflectionKind.Function ? `${name}()` : name;
    return `| <a id="${anchorOf(name)}"></a>[\`${shown}\`](/reference/${moduleOf(reflection)}/${folder}/${reflection.name}) | ${sentenceOf(reflection)} |`;
  });
  const title = heading === '' ? '' : `### ${heading.replace(/\.$/, '')}\n\n`;
  return `${title}| Name | What it is |\n| --- | --- |\n${rows.join('\n')}`;
}

/** As headings of that name would have it. */
function anchorOf(name) {
  return name.toLowerCase().replaceAll('_', '-');
}

/** The first sentence of the comment, in one line. */
function sentenceOf(reflection) {
  const comment = reflection.comment ?? reflection.signatures?.[0]?.comment;
  const text = (comment?.summary ?? [])
    .map((part) => (part.kind === 'inline-tag' ? (part.target?.name ?? part.text) : part.text))
    .join('')
    .split('\n\n')[0]
    .replaceAll('\n', ' ');
  const [sentence = text] = /^.*?[.:](?=\s+[A-Z]|\s*$)/.exec(text) ?? [];
  return escapeCell(sentence.trim().replace(/:$/, '.'));
}

function escapeCell(text) {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;').replaceAll('{', '&#123;') : part))
    .join('')
    .replaceAll('|', '\\|');
}

function indexOf(modules) {
  const rows = modules.map(({ name }) => {
    const [, lead = ''] = /^<p class="lead">(.+)<\/p>$/m.exec(headOf(name)) ?? [];
    return `| [\`${name}\`](/reference/${name}) | ${lead} |`;
  });
  return `---\naside: false\npageClass: wide-page\n---\n\n# API reference

<p class="lead">Every name that can be imported has a page: what it computes, its options with their ranges and defaults, what it throws, and an example that the tests run.</p>

| Import from | What is in it |\n| --- | --- |\n${rows.join('\n')}\n`;
}
