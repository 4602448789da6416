import { ArgumentError, checkNumber, className, show } from '@bnlab/arguments';

/**
 * Encodes class indices one-hot: 1 at the class, 0 elsewhere.
 *
 * @param labels Class indices, [n], each below `classes`.
 * @param classes Number of classes, the length of each row.
 * @returns A new array of shape [n, classes], flat in row-major order.
 * @throws {ArgumentError} if a label is not below `classes`
 */
export function oneHot(labels: Uint8Array, classes: number): Float32Array {
  if (className(labels) !== 'Uint8Array') {
    throw new ArgumentError('oneHot', `labels must be a Uint8Array, got ${show(labels)}`);
  }
  checkNumber('oneHot', 'classes', classes, { integer: true, min: 1 });
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    if (label >= classes) {
      throw new ArgumentError(
        'oneHot',
        `labels must be below classes (${classes}), got ${label} at position ${row}`,
      );
    }
    rows[row * classes + label] = 1;
  });
  return rows;
}
