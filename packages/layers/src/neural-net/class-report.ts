import { ArgumentError, checkNumber, checkOptions, show } from '@bnlab/arguments';

/** How well one class is recognized. */
export interface ClassAccuracy {
  /** Its name; without names its number. */
  readonly name: string;
  /** Examples of the class. */
  readonly count: number;
  /** Those of them that were given the class. */
  readonly correct: number;
  /** correct / count, also called recall; NaN where there are no such examples. */
  readonly accuracy: number;
  /** Of the examples that were given the class, the share that is of it; NaN where there are none. */
  readonly precision: number;
}

/** The result of {@link classReport}. */
export interface ClassReport {
  /** Share of the examples that were given their class. */
  readonly accuracy: number;
  /** One entry per class. */
  readonly classes: readonly ClassAccuracy[];
  /** `confusion[actual][given]`: examples of class `actual` that were given class `given`. */
  readonly confusion: readonly (readonly number[])[];
}

/** Options of {@link classReport}. */
export interface ClassReportOptions {
  /** Names of the classes, in their order; also says how many there are. */
  classNames?: readonly string[];
  /** How many classes there are, where they have no names. Default: one more than the largest that occurs. */
  classes?: number;
}

/**
 * Accuracy per class, and which classes are taken for which.
 *
 * @param labels - The class of each example.
 * @param predicted - The class that each was given: `predict(x, { as: 'classes' })`.
 * @throws ArgumentError if the two differ in length or are empty, or a class is out of range.
 */
export function classReport(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  options: ClassReportOptions = {},
): ClassReport {
  const caller = 'classReport';
  checkOptions(caller, options, ['classNames', 'classes']);
  checkList(caller, 'labels', labels);
  checkList(caller, 'predicted', predicted);
  const count = labels.length;
  if (count === 0 || predicted.length !== count) {
    const got = `${count} and ${predicted.length}`;
    throw new ArgumentError(caller, `labels and predicted must be as many, at least one, got ${got}`);
  }
  const [rows, columns] = [Array.from(labels), Array.from(predicted)];
  const size = classesOf(caller, [...rows, ...columns], options);
  const confusion = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  rows.forEach((label, i) => (confusion[label]![columns[i]!]! += 1));
  const classes = confusion.map((row, index) => {
    const correct = row[index]!;
    const ofClass = row.reduce((sum, one) => sum + one, 0);
    const given = confusion.reduce((sum, other) => sum + other[index]!, 0);
    const name = options.classNames?.[index] ?? String(index);
    return { name, count: ofClass, correct, accuracy: correct / ofClass, precision: correct / given };
  });
  const correct = classes.reduce((sum, one) => sum + one.correct, 0);
  return { accuracy: correct / count, classes, confusion };
}

function checkList(caller: string, argument: string, list: unknown): void {
  if (Array.isArray(list) || (ArrayBuffer.isView(list) && 'length' in list)) return;
  throw new ArgumentError(caller, `${argument} must be an array of classes, got ${show(list)}`);
}

function classesOf(
  caller: string,
  occurring: readonly number[],
  { classNames, classes = classNames?.length }: ClassReportOptions,
): number {
  if (classNames !== undefined) checkClassNames(caller, classNames);
  if (classes !== undefined) checkNumber(caller, 'classes', classes, { min: 1, integer: true });
  if (classNames && classNames.length !== classes) {
    throw new ArgumentError(
      caller,
      `classes must be ${classNames.length}, as there are names, got ${classes}`,
    );
  }
  const below = classes ?? Infinity;
  for (const one of occurring) {
    if (Number.isInteger(one) && one >= 0 && one < below) continue;
    const most = classes === undefined ? 'of at least 0' : `from 0 to ${below - 1}`;
    throw new ArgumentError(caller, `labels and predicted must be integers ${most}, got ${show(one)}`);
  }
  return classes ?? occurring.reduce((most, one) => Math.max(most, one), 0) + 1;
}

/** @throws ArgumentError unless `names` is a list of different strings. */
export function checkClassNames(caller: string, names: readonly string[], classes = names?.length): void {
  const areNames =
    Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string');
  if (areNames && new Set(names).size === names.length && names.length === classes) return;
  const wanted = areNames && names.length !== classes ? `${classes} names` : 'different names, at least one';
  throw new ArgumentError(caller, `classNames must be ${wanted}, got ${show(names)}`);
}
