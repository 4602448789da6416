/** The command was given something that it cannot take: one line says what, and the program ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
