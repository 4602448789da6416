import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileModule, compileProgram } from '../../runner/compile-program';
import { ProgramSyntaxError } from '../../runner/program-syntax-error';

const lines = (text: string) => text.split('\n').length;

describe('compileProgram', () => {
  test('keeps every statement on its line', () => {
    const statement = fc.constantFrom(
      "import { a, b as c } from 'x';",
      "import {\n  d,\n  e,\n} from 'y';",
      "import * as f from 'z';",
      "import 'w';",
      'const g: number = 1;',
      'interface H {\n  i: string;\n}',
      "const j = await import('v');",
      '',
    );
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        // Names of one program must differ, so each statement occurs once.
        const source = [...new Set(statements)].join('\n');
        const marked = `${source}\nmark();`;
        const line = compileProgram(marked)
          .split('\n')
          .findIndex((text) => text.includes('mark()'));
        expect(line).toBe(lines(marked) - 1);
      }),
    );
  });

  test('makes calls of imports, before everything else', () => {
    const source = "use(a);\nimport { a, b as c } from 'x';\nimport d, * as e from 'y';";
    expect(compileProgram(source.replace('use(a)', 'use(a, c, d, e)'))).toMatch(
      /^const \{ "a": a, "b": c \} = await \$import\("x", \["a","b"\]\); const \{ "default": d \} = await \$import\("y", \["default"\]\); const e = await \$import\("y"\); use\(/,
    );
  });

  test('leaves imports of types out', () => {
    expect(compileProgram("import type { A } from 'x';\nconst a: A = 1;")).not.toContain('$import');
  });

  test('turns dynamic imports into calls, also nested ones', () => {
    expect(compileProgram("const x = await import(await import('y'));")).toContain(
      "$import(await $import('y'))",
    );
  });

  test.each([
    ['const a = 1;\nconst = 2;', 2],
    ['let a = 1;\nlet a = 2;', 2],
    ['a(;', 1],
    ['f();\n\nexport const a = 1;', 3],
  ])('says where %j cannot be read', (source, line) => {
    expect.assertions(2);
    try {
      compileProgram(source);
    } catch (error) {
      expect(error).toBeInstanceOf(ProgramSyntaxError);
      expect((error as ProgramSyntaxError).line).toBe(line);
    }
  });
});

describe('compileModule', () => {
  test.each([
    ['export function f() {}', []],
    ['export const a = 1;', []],
    [
      'function f() {}\nexport { f, f as g };',
      [
        ['f', 'f'],
        ['g', 'f'],
      ],
    ],
    ['export default function f() {}', [['default', 'f']]],
    ['export default { f() {} };', [['default', '$default']]],
  ] as const)('takes the exports of %j', (source, names) => {
    const { body, exported } = compileModule(source);
    expect([...exported]).toEqual(names);
    expect(body).not.toMatch(/\bexport\b/);
    expect(lines(body)).toBe(lines(source));
    expect(() => compileProgram(body)).not.toThrow();
  });

  test('an export from another module is refused at its line', () => {
    expect(() => compileModule("\nexport { a } from 'x';")).toThrow(
      expect.objectContaining({ name: 'SyntaxError', line: 2 }),
    );
  });
});
