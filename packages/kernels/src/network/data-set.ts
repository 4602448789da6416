import type { LinearMemory } from '../wasm/linear-memory';

/** Rows of inputs, each with the index of its class. */
export interface LabelledInputs {
  readonly count: number;
  readonly inputSize: number;
  /** `count * inputSize` values, example by example. A byte b stands for b / 255, a float for itself. */
  readonly inputs: Uint8Array | Float32Array;
  /** `count` class indices. */
  readonly labels: Uint8Array;
}

/** A data set in linear memory: addresses of its parts. */
export interface StoredDataSet {
  readonly count: number;
  readonly isSparse: boolean;
  readonly isBytes: boolean;
  /** Most values of an example that are not zero. */
  readonly longestRow: number;
  readonly rowStarts: number;
  readonly columns: number;
  readonly values: number;
  readonly labels: number;
}

/** Columns of a sparse data set are stored in 16 bits. */
const MOST_SPARSE_INPUTS = 65536;
/** Above this share of values that are not zero, dense products are faster. */
const SPARSE_DENSITY = 0.4;
const SAMPLED_EXAMPLES = 500;

/** Whether lists of what is not zero are the faster way to read these examples; looks at some of them. */
export function isSparseData({ inputs, inputSize, count }: LabelledInputs): boolean {
  if (inputSize > MOST_SPARSE_INPUTS) return false;
  const stride = Math.max(1, Math.floor(count / SAMPLED_EXAMPLES));
  let [filled, seen] = [0, 0];
  for (let example = 0; example < count; example += stride) {
    for (let i = example * inputSize; i < (example + 1) * inputSize; i++) filled += Number(inputs[i] !== 0);
    seen += inputSize;
  }
  return filled <= SPARSE_DENSITY * seen;
}

/** Copies examples into linear memory, as lists of what is not zero or as they are. */
export function storeDataSet(memory: LinearMemory, data: LabelledInputs, isSparse: boolean): StoredDataSet {
  const { count, inputs, labels } = data;
  const isBytes = inputs instanceof Uint8Array;
  const labelsAt = memory.allocate(count);
  memory.bytes(labelsAt, count).set(labels);
  const common = { count, isSparse, isBytes, labels: labelsAt };
  if (isSparse) return { ...common, ...storeLists(memory, data, isBytes) };
  const values = memory.allocate(inputs.byteLength);
  const place = isBytes ? memory.bytes(values, inputs.length) : memory.floats(values, inputs.length);
  place.set(inputs);
  return { ...common, values, rowStarts: 0, columns: 0, longestRow: data.inputSize };
}

export function freeDataSet(
  memory: LinearMemory,
  { labels, values, rowStarts, columns }: StoredDataSet,
): void {
  for (const address of [labels, values, rowStarts, columns]) {
    if (address !== 0) memory.free(address);
  }
}

function storeLists(memory: LinearMemory, { count, inputSize, inputs }: LabelledInputs, isBytes: boolean) {
  let filled = 0;
  for (let i = 0; i < inputs.length; i++) if (inputs[i] !== 0) filled++;
  const rowStarts = memory.allocate(4 * (count + 1));
  const columns = memory.allocate(2 * filled);
  const values = memory.allocate(isBytes ? filled : 4 * filled);
  const starts = memory.words(rowStarts, count + 1);
  const columnPlace = new Uint16Array(memory.memory.buffer, columns, filled);
  const valuePlace = isBytes ? memory.bytes(values, filled) : memory.floats(values, filled);
  let [next, longestRow] = [0, 0];
  for (let example = 0; example < count; example++) {
    starts[example] = next;
    const first = example * inputSize;
    for (let column = 0; column < inputSize; column++) {
      const value = inputs[first + column]!;
      if (value === 0) continue;
      columnPlace[next] = column;
      valuePlace[next] = value;
      next++;
    }
    longestRow = Math.max(longestRow, next - starts[example]!);
  }
  starts[count] = next;
  return { rowStarts, columns, values, longestRow };
}
