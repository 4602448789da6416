import type { LinearMemory } from '../wasm/linear-memory';
import type { StepKernels } from '../wasm/step-kernels';

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
const SAMPLED_EXAMPLES = 200;
/** Bytes that are handed to the kernels at a time to be listed. */
const STAGE_BYTES = 2 ** 20;

/** Whether lists of what is not zero are the faster way to read these examples; looks at some of them. */
export function isSparseData({ inputs, inputSize, count }: LabelledInputs): boolean {
  if (inputSize > MOST_SPARSE_INPUTS) return false;
  const stride = Math.max(1, Math.floor(count / SAMPLED_EXAMPLES));
  let [filled, seen] = [0, 0];
  for (let example = 0; example < count; example += stride) {
    for (let i = example * inputSize; i < (example + 1) * inputSize; i++) if (inputs[i] !== 0) filled++;
    seen += inputSize;
  }
  return filled <= SPARSE_DENSITY * seen;
}

/** Copies examples into linear memory, as lists of what is not zero or as they are. */
export function storeDataSet(
  memory: LinearMemory,
  kernels: StepKernels,
  data: LabelledInputs,
  isSparse: boolean,
): StoredDataSet {
  const { count, inputs, labels } = data;
  // Not instanceof, which says no to arrays of another realm.
  const isBytes = inputs.BYTES_PER_ELEMENT === 1;
  const labelsAt = memory.allocate(count);
  memory.bytes(labelsAt, count).set(labels);
  const common = { count, isSparse, isBytes, labels: labelsAt };
  if (isSparse && isBytes)
    return { ...common, ...listBytes(memory, kernels, { ...data, inputs: inputs as Uint8Array }) };
  if (isSparse) return { ...common, ...listFloats(memory, { ...data, inputs: inputs as Float32Array }) };
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

/** Bytes go through a stage in linear memory, some examples at a time, and the kernels list them. */
function listBytes(
  memory: LinearMemory,
  kernels: StepKernels,
  { count, inputSize, inputs }: LabelledInputs & { inputs: Uint8Array },
) {
  const atOnce = Math.max(1, Math.floor(STAGE_BYTES / inputSize));
  const stage = memory.allocate(atOnce * inputSize);
  const stageAll = (use: (examples: number, first: number) => void) => {
    for (let first = 0; first < count; first += atOnce) {
      const examples = Math.min(atOnce, count - first);
      const part = inputs.subarray(first * inputSize, (first + examples) * inputSize);
      memory.bytes(stage, part.length).set(part);
      use(examples, first);
    }
  };
  let filled = 0;
  stageAll((examples) => (filled += kernels.countFilled(stage, examples * inputSize)));
  const place = allocateLists(memory, count, filled, 1);
  let next = 0;
  stageAll((examples, first) => {
    const starts = place.rowStarts + 4 * first;
    next = kernels.listFilled(stage, examples, inputSize, starts, place.columns, place.values, next);
  });
  memory.words(place.rowStarts, count + 1)[count] = next;
  memory.free(stage);
  return { ...place, longestRow: longestRow(memory, place.rowStarts, count) };
}

function listFloats(
  memory: LinearMemory,
  { count, inputSize, inputs }: LabelledInputs & { inputs: Float32Array },
) {
  const filled = inputs.reduce((sum, value) => sum + Number(value !== 0), 0);
  const place = allocateLists(memory, count, filled, 4);
  const starts = memory.words(place.rowStarts, count + 1);
  const columns = new Uint16Array(memory.memory.buffer, place.columns, filled);
  const values = memory.floats(place.values, filled);
  let next = 0;
  inputs.forEach((value, i) => {
    if (i % inputSize === 0) starts[i / inputSize] = next;
    if (value === 0) return;
    columns[next] = i % inputSize;
    values[next] = value;
    next++;
  });
  starts[count] = next;
  return { ...place, longestRow: longestRow(memory, place.rowStarts, count) };
}

function allocateLists(memory: LinearMemory, count: number, filled: number, valueBytes: number) {
  const rowStarts = memory.allocate(4 * (count + 1));
  return { rowStarts, columns: memory.allocate(2 * filled), values: memory.allocate(valueBytes * filled) };
}

function longestRow(memory: LinearMemory, rowStarts: number, count: number): number {
  const starts = memory.words(rowStarts, count + 1);
  let longest = 0;
  for (let example = 0; example < count; example++) {
    longest = Math.max(longest, starts[example + 1]! - starts[example]!);
  }
  return longest;
}
