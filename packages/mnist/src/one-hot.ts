/**
 * Class indices as rows that are 1 at the class and 0 elsewhere.
 *
 * @param labels - n class indices, each below `classes`
 * @param classes - the length of each row
 * @returns shape [n, classes], flat in row-major order
 * @throws {RangeError} if a label is not below `classes`
 */
export function oneHot(labels: Uint8Array, classes: number): Float32Array {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(`oneHot: classes must be a positive integer, got ${classes}`);
  }
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    if (label >= classes) {
      throw new RangeError(
        `oneHot: labels must be below classes (${classes}), got ${label} at position ${row}`,
      );
    }
    rows[row * classes + label] = 1;
  });
  return rows;
}
