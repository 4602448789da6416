import { parse, type Node, type Program } from 'acorn';
import { transform } from 'sucrase';
import { ProgramSyntaxError } from './program-syntax-error';

/** The name by which a compiled program calls its host for modules. */
export const IMPORT = '$import';

/**
 * Makes TypeScript source the body of an async function: types are taken out, and imports become calls of `$import`
 * that are made before anything else, as in a module. Every statement stays on its line.
 *
 * @throws {ProgramSyntaxError} with the line where the program is not TypeScript, or exports something.
 */
export function compileProgram(source: string): string {
  const script = stripTypes(source);
  const program = parseModule(script);
  let body = script;
  const imports: string[] = [];
  // From the end, so that positions before each change stay true.
  for (const { node, replacement } of replacements(program, script, imports).reverse()) {
    body = body.slice(0, node.start) + replacement + body.slice(node.end);
  }
  return `${imports.join(' ')} ${body}`;
}

function stripTypes(source: string): string {
  try {
    return transform(source, {
      transforms: ['typescript'],
      disableESTransforms: true,
      keepUnusedImports: true,
    }).code;
  } catch (error) {
    throw syntaxError(error);
  }
}

function parseModule(script: string): Program {
  try {
    return parse(script, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  } catch (error) {
    throw syntaxError(error);
  }
}

/** Both parsers end their messages with (line:column). */
function syntaxError(error: unknown): ProgramSyntaxError {
  const text = (error as Error).message;
  const [, line] = /\((\d+):\d+\)/.exec(text) ?? [];
  const message = text.replace(/\s*\(\d+:\d+\)\s*$/, '').replace(/^Error transforming [^:]*: /, '');
  return new ProgramSyntaxError(message, line === undefined ? undefined : Number(line));
}

interface Replacement {
  node: Node;
  replacement: string;
}

/** What stands in for each import; the static ones are also written to `imports`, in order. */
function replacements(program: Program, script: string, imports: string[]): Replacement[] {
  const found: Replacement[] = [];
  for (const node of program.body) {
    if (node.type.startsWith('Export')) {
      throw new ProgramSyntaxError(
        'A program in this page has nobody to export to: remove export',
        node.loc?.start.line,
      );
    }
    if (node.type === 'ImportDeclaration') {
      imports.push(importCall(node));
      found.push({
        node,
        replacement: '\n'.repeat(script.slice(node.start, node.end).split('\n').length - 1),
      });
      continue;
    }
    for (const call of dynamicImports(node)) {
      found.push({ node: { ...call, end: call.start + 'import'.length }, replacement: IMPORT });
    }
  }
  return found;
}

type ImportDeclaration = Extract<Program['body'][number], { type: 'ImportDeclaration' }>;

/** `import { a as b } from 'x'` as `const { a: b } = await $import('x', ['a']);` */
function importCall({ specifiers, source }: ImportDeclaration): string {
  const from = JSON.stringify(source.value);
  const names: string[] = [];
  const bindings: string[] = [];
  let whole = '';
  for (const specifier of specifiers) {
    const local = specifier.local.name;
    if (specifier.type === 'ImportNamespaceSpecifier') {
      whole = ` const ${local} = await ${IMPORT}(${from});`;
      continue;
    }
    const imported = specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported);
    names.push(imported);
    bindings.push(`${JSON.stringify(imported)}: ${local}`);
  }
  const call = `await ${IMPORT}(${from}, ${JSON.stringify(names)});`;
  return (bindings.length > 0 ? `const { ${bindings.join(', ')} } = ${call}` : call) + whole;
}

function nameOf(imported: { type: string; name?: string; value?: unknown }): string {
  return imported.type === 'Identifier' ? imported.name! : String(imported.value);
}

/** Every `import(...)` below a node. */
function dynamicImports(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(dynamicImports);
  if (typeof node !== 'object' || node === null) return [];
  const here = (node as Node).type === 'ImportExpression' ? [node as Node] : [];
  return [...here, ...Object.values(node).flatMap(dynamicImports)].sort((a, b) => a.start - b.start);
}
