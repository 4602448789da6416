/**
 * A data file that is missing, damaged or not what it should be.
 *
 * The message reads `FILE: expected EXPECTED, found FOUND`, with a hint where one helps; the parts are also
 * fields, for programs.
 */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
  /** The file's name, path or address. */
  readonly file: string;
  readonly expected: string;
  readonly found: string;

  constructor(
    file: string,
    { expected, found, hint, cause }: { expected: string; found: string; hint?: string; cause?: unknown },
  ) {
    const advice = hint === undefined ? '' : ` (${hint})`;
    super(
      `${file}: expected ${expected}, found ${found}${advice}`,
      cause === undefined ? undefined : { cause },
    );
    this.file = file;
    this.expected = expected;
    this.found = found;
  }
}
