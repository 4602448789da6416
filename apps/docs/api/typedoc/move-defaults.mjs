import { CommentTag, ReflectionKind } from 'typedoc';

/** A sentence such as "Default 0.99." or "Default: all." that ends where a sentence ends. */
const DEFAULT = /(^|\s)Default:? ((?:`[^`]*`|[^.`]|\.(?=\d))+)\.(?=\s|$)/;

/** Gives properties whose comments say a default a tag for it, which the tables show in a column of its own. */
export function moveDefaults(project) {
  for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
    const { comment } = property;
    if (!comment || comment.getTag('@defaultValue')) continue;
    const found = splitDefault(comment.summary);
    if (!found) continue;
    comment.summary = found.rest;
    comment.blockTags.push(new CommentTag('@defaultValue', [{ kind: 'text', text: found.value }]));
  }
}

/** The parts of a comment without its default, and the default. Links stay whole: one within the default keeps it there. */
function splitDefault(parts) {
  const first = parts.findIndex(({ kind, text }) => kind === 'text' && /(^|\s)Default:? /.test(text));
  if (first === -1) return undefined;
  const afterwards = parts.slice(first);
  const link = afterwards.findIndex(({ kind }) => kind !== 'text' && kind !== 'code');
  const [plain, kept] = link === -1 ? [afterwards, []] : [afterwards.slice(0, link), afterwards.slice(link)];
  const text = plain.map((part) => part.text).join('');
  const [sentence, before, value] = DEFAULT.exec(text) ?? [];
  if (value === undefined) return undefined;
  const rest = text.replace(sentence, before === '' ? '' : ' ').trimEnd();
  return {
    value: value.replaceAll('\n', ' '),
    rest: [...parts.slice(0, first), { kind: 'text', text: rest }, ...kept],
  };
}
