/** A dense matrix of float32 values, row by row: the value at (row, column) is `values[row * columns + column]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * Checks that a matrix holds as many values as its shape says.
 *
 * @throws RangeError naming `label` when it does not.
 */
export function checkMatrix({ rows, columns, values }: Matrix, label: string): void {
  if (values.length === rows * columns) return;
  throw new RangeError(
    `${label} must hold rows * columns = ${rows} * ${columns} = ${rows * columns} values, got ${values.length}`,
  );
}
