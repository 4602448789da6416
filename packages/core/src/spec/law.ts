import fc from 'fast-check';
import { type BatchNormImplementation, boundParts, type OptionalPart } from './implementation';

/** An implementation with everything that a law asks for. */
export type With<Part extends OptionalPart> = BatchNormImplementation &
  Required<Pick<BatchNormImplementation, Part>>;

/** Something that is true of batch normalization, whatever the numbers. */
export interface Law {
  /** A few words, unique among the laws. */
  readonly name: string;
  /** What is true, in one sentence. */
  readonly statement: string;
  /** What goes wrong where it is not. */
  readonly why: string;
  /** What an implementation must have for the law to apply. */
  readonly needs: readonly OptionalPart[];
  /** At most so many runs, where each takes long. */
  readonly maxRuns?: number;
  /** The law as a property of one implementation, for `fc.check` or `fc.assert`. */
  property(implementation: BatchNormImplementation): fc.IAsyncProperty<[input: unknown]>;
}

interface LawDefinition<Input, Part extends OptionalPart> {
  name: string;
  statement: string;
  why: string;
  needs?: readonly Part[];
  maxRuns?: number;
  /** The inputs that the law is about. */
  inputs: fc.Arbitrary<Input>;
  /** Throws where the law does not hold for this input. */
  check: (implementation: With<Part>, input: Input) => Promise<void>;
}

/** Makes a {@link Law} of arbitrary inputs and a check. */
export function law<Input, Part extends OptionalPart = never>(definition: LawDefinition<Input, Part>): Law {
  const { inputs, check, needs = [], ...rest } = definition;
  return {
    ...rest,
    needs,
    property(implementation) {
      const parts = boundParts(implementation) as With<Part>;
      return fc.asyncProperty(inputs, (input) => check(parts, input));
    },
  };
}
