/**
 * The error of every refusal: a public function was handed something that it cannot work with. The message reads
 * `function: argument must ..., got ...`, with the likely fix.
 *
 * Each package of bnlab carries its own copy of this class, and a program may hold two versions of one package.
 * Therefore `instanceof` goes by the name, and one `catch` clause knows the refusals of all of them.
 */
export class ArgumentError extends RangeError {
  override readonly name = 'ArgumentError';

  /** @param functionName - The function that refuses, as the caller spells it. @param problem - What is wrong, and the fix. */
  constructor(functionName: string, problem: string) {
    super(`${functionName}: ${problem}`);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof RangeError && value.name === 'ArgumentError';
  }
}
