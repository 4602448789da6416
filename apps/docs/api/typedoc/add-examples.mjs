import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommentTag, ReflectionKind } from 'typedoc';

const folder = fileURLToPath(new URL('../examples/', import.meta.url));

/**
 * Gives each function and class the example that the tests run: `examples/@bnlab/core/normalize.ts`. A class without one
 * has that of the function that makes it, which has its name with a small letter.
 */
export function addExamples(project) {
  const kinds = ReflectionKind.Function | ReflectionKind.Class;
  for (const reflection of project.getReflectionsByKind(kinds)) {
    const { name } = reflection;
    const path = [name, `${name[0].toLowerCase()}${name.slice(1)}`]
      .map((file) => `${folder}${reflection.parent?.name}/${file}.ts`)
      .find((file) => existsSync(file));
    if (path === undefined) continue;
    const source = readFileSync(path, 'utf8').trimEnd();
    for (const { comment } of [reflection, ...(reflection.signatures ?? [])]) {
      if (!comment) continue;
      comment.removeTags('@example');
      comment.blockTags.push(
        new CommentTag('@example', [{ kind: 'code', text: `\`\`\`ts\n${source}\n\`\`\`` }]),
      );
    }
  }
}
