import fc from 'fast-check';
import { type BatchNormImplementation, boundParts, type OptionalPart } from './implementation';

/** An implementation with every part that a law needs. */
export type With<Part extends OptionalPart> = BatchNormImplementation &
  Required<Pick<BatchNormImplementation, Part>>;

/** The arithmetic that a law asks for: plain float32, or more careful rounding. */
export type Precision = 'float32' | 'compensated';

/** A property that every correct implementation of batch normalization has, for every input. */
export interface Law {
  /** Short name, unique among the laws. */
  readonly name: string;
  /** The property, in one sentence. */
  readonly statement: string;
  /** The consequence of breaking it. */
  readonly why: string;
  /** The optional parts of an implementation that the law needs. */
  readonly needs: readonly OptionalPart[];
  /** Upper limit on the number of inputs, for laws that take long. */
  readonly maxRuns?: number;
  /**
   * `'compensated'` if plain float32 arithmetic cannot satisfy the law, with correct formulas too: it takes sums in higher
   * precision, or means of what a subtraction leaves. Default `'float32'`.
   */
  readonly precision?: Precision;
  /** The law as a fast-check property of one implementation, for `fc.check` or `fc.assert`. */
  property(implementation: BatchNormImplementation): fc.IAsyncProperty<[input: unknown]>;
}

interface LawDefinition<Input, Part extends OptionalPart> {
  name: string;
  statement: string;
  why: string;
  needs?: readonly Part[];
  maxRuns?: number;
  precision?: Precision;
  /** Generates the inputs. */
  inputs: fc.Arbitrary<Input>;
  /** Throws if the law does not hold for this input. */
  check: (implementation: With<Part>, input: Input) => Promise<void>;
}

/** Makes a {@link Law} from a generator of inputs and a check. */
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
