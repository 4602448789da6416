import type { ArgumentError } from '@bnlab/experiments';

/** The command was given something that it cannot take: one line says what, and the program ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** A refusal of the library, without the name of the function: nobody who typed a command called it. */
  static of({ message }: ArgumentError): UsageError {
    return new UsageError(message.replace(/^\w+: /, ''));
  }
}
