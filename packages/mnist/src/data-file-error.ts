/**
 * Thrown for a data file that is missing, damaged or not the expected one.
 *
 * The message reads `FILE: expected EXPECTED, found FOUND`, sometimes with a hint. The parts are also fields.
 */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
  /** Name, path or URL of the file. */
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
