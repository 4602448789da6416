import { className } from './class-name';

/**
 * Thrown by all public functions of bnlab for an invalid argument. The message reads
 * `function: argument must ..., got ...`, with the likely fix.
 *
 * Each package of bnlab bundles its own copy of this class. `instanceof` therefore compares names, so that one `catch`
 * clause handles the errors of all packages and versions.
 */
export class ArgumentError extends RangeError {
  override readonly name = 'ArgumentError';

  /**
   * @param functionName Public name of the function that throws.
   * @param problem The problem and the fix.
   */
  constructor(functionName: string, problem: string) {
    super(`${functionName}: ${problem}`);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return className(value) === 'Error' && (value as Error).name === 'ArgumentError';
  }
}
