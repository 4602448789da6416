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
  const { body, exports } = compile(source);
  if (exports.length === 0) return body;
  throw new ProgramSyntaxError(
    'A program in this page has nobody to export to: remove export',
    exports[0]!.loc?.start.line,
  );
}

/** What a module's exports are called within it, by the names that others import. */
export type ExportedNames = ReadonlyMap<string, string>;

/**
 * As {@link compileProgram}, of a module: `export` is taken away from definitions, from lists (`export { a as b }`) and from
 * `export default`, whose value becomes a constant.
 *
 * @throws {ProgramSyntaxError} also where it exports from another module.
 */
export function compileModule(source: string): { body: string; exported: ExportedNames } {
  const { body, exports } = compile(source);
  const exported = new Map<string, string>();
  for (const node of exports) {
    if (node.type === 'ExportDefaultDeclaration') exported.set('default', nameOfDefault(node));
    else if (node.type === 'ExportNamedDeclaration' && !node.source) {
      for (const { exported: outside, local } of node.specifiers)
        exported.set(nameOf(outside), nameOf(local));
    } else {
      throw new ProgramSyntaxError(
        'Export what is defined here, not from another module',
        node.loc?.start.line,
      );
    }
  }
  return { body, exported };
}

function compile(source: string): { body: string; exports: ExportNode[] } {
  const script = stripTypes(source);
  const program = parseModule(script);
  let body = script;
  const imports: string[] = [];
  // From the end, so that positions before each change stay true.
  for (const { node, replacement } of replacements(program, script, imports).reverse()) {
    body = body.slice(0, node.start) + replacement + body.slice(node.end);
  }
  const exports = program.body.filter((node): node is ExportNode => node.type.startsWith('Export'));
  return { body: `${imports.join(' ')} ${body}`, exports };
}

type ExportNode = Extract<Program['body'][number], { type: `Export${string}` }>;
type DefaultExport = Extract<ExportNode, { type: 'ExportDefaultDeclaration' }>;

/** What a default export without a name is called. */
const DEFAULT = '$default';

function nameOfDefault({ declaration }: DefaultExport): string {
  const isDefinition = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
  return (isDefinition && declaration.id?.name) || DEFAULT;
}

/** `export` before a definition goes; a list of exports leaves its lines; a default without a name gets one. */
function withoutExport(node: ExportNode, script: string): Replacement {
  if (node.type === 'ExportDefaultDeclaration') {
    const { declaration } = node;
    const name = nameOfDefault(node);
    const head = name === DEFAULT ? `const ${DEFAULT} = ` : '';
    return { node: { ...node, end: declaration.start }, replacement: head };
  }
  if (node.type === 'ExportNamedDeclaration' && node.declaration) {
    return { node: { ...node, end: node.declaration.start }, replacement: '' };
  }
  const lines = script.slice(node.start, node.end).split('\n').length;
  return { node, replacement: '\n'.repeat(lines - 1) };
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
    if (node.type.startsWith('Export')) found.push(withoutExport(node as ExportNode, script));
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
