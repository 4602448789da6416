/** A program that cannot be run as it is written, and the line (from 1) where reading it failed. */
export class ProgramSyntaxError extends Error {
  override readonly name = 'SyntaxError';

  constructor(
    message: string,
    readonly line: number | undefined,
  ) {
    super(message);
  }
}
