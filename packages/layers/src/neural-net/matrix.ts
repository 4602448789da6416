import { ArgumentError, checkNumber, className, show } from '@bnlab/arguments';

/** A dense matrix of float32 values, row by row: the value at (row, column) is `values[row * columns + column]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Throws unless `matrix` holds as many values as its shape says. */
export function checkMatrix(
  functionName: string,
  argument: string,
  matrix: unknown,
): asserts matrix is Matrix {
  if (typeof matrix !== 'object' || matrix === null || !('values' in matrix)) {
    throw new ArgumentError(
      functionName,
      `${argument} must be a matrix { rows, columns, values }, got ${show(matrix)}`,
    );
  }
  const { rows, columns, values } = matrix as Matrix;
  checkNumber(functionName, `${argument}.rows`, rows, { min: 1, integer: true });
  checkNumber(functionName, `${argument}.columns`, columns, { min: 1, integer: true });
  checkFloats(functionName, `${argument}.values`, values, rows * columns);
}

/** Throws unless `values` is a `Float32Array` of this length; arrays of another realm count too. */
export function checkFloats(functionName: string, argument: string, values: unknown, length: number): void {
  if (className(values) === 'Float32Array') {
    const found = (values as Float32Array).length;
    if (found === length) return;
    throw new ArgumentError(functionName, `${argument} must hold ${length} values, got ${found}`);
  }
  throw new ArgumentError(
    functionName,
    `${argument} must be a Float32Array of ${length} values, got ${show(values)}`,
  );
}
