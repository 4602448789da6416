/*
 * Products with a matrix that is mostly zeros, given as lists of what is not: entries (offset u32, value f32).
 *
 *   C[i, :] = sum over the entries of row i of value * B[at offset, :]
 *
 * Up to 7 vectors of columns (a panel) stay in registers while the list of a row runs: an eighth would run at half the
 * speed. A zero adds exactly nothing to a sum, so the result has the same bits as the dense product's.
 */

// @ts-ignore: decorator
@inline
function rowSum(vectors: i32, update: bool, entry: usize, end: usize, b: usize, c: usize, factor: f32): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0;
  while (entry < end) {
    const row = b + load<u32>(entry);
    const value = v128.load32_splat(entry, 4);
    s0 = f32x4.add(s0, f32x4.mul(value, v128.load(row)));
    if (vectors > 1) s1 = f32x4.add(s1, f32x4.mul(value, v128.load(row, 16)));
    if (vectors > 2) s2 = f32x4.add(s2, f32x4.mul(value, v128.load(row, 32)));
    if (vectors > 3) s3 = f32x4.add(s3, f32x4.mul(value, v128.load(row, 48)));
    if (vectors > 4) s4 = f32x4.add(s4, f32x4.mul(value, v128.load(row, 64)));
    if (vectors > 5) s5 = f32x4.add(s5, f32x4.mul(value, v128.load(row, 80)));
    if (vectors > 6) s6 = f32x4.add(s6, f32x4.mul(value, v128.load(row, 96)));
    entry += 8;
  }
  const scale = f32x4.splat(factor);
  put(update, c, s0, scale);
  if (vectors > 1) put(update, c + 16, s1, scale);
  if (vectors > 2) put(update, c + 32, s2, scale);
  if (vectors > 3) put(update, c + 48, s3, scale);
  if (vectors > 4) put(update, c + 64, s4, scale);
  if (vectors > 5) put(update, c + 80, s5, scale);
  if (vectors > 6) put(update, c + 96, s6, scale);
}

// @ts-ignore: decorator
@inline
function put(update: bool, c: usize, sum: v128, scale: v128): void {
  if (update) v128.store(c, f32x4.add(v128.load(c), f32x4.mul(scale, sum)));
  else v128.store(c, sum);
}

/** Rows of one panel: `ends` holds where row 0 starts, then where each row ends. */
// @ts-ignore: decorator
@inline
function storeRows(vectors: i32, rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void {
  for (let i: u32 = 0; i < rows; i++) {
    rowSum(vectors, false, load<u32>(ends), load<u32>(ends, 4), b, c, 0);
    ends += 4;
    c += cRow;
  }
}

function store1(rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void { storeRows(1, rows, ends, b, c, cRow); }
function store2(rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void { storeRows(2, rows, ends, b, c, cRow); }
function store3(rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void { storeRows(3, rows, ends, b, c, cRow); }
function store4(rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void { storeRows(4, rows, ends, b, c, cRow); }
function store5(rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void { storeRows(5, rows, ends, b, c, cRow); }
function store6(rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void { storeRows(6, rows, ends, b, c, cRow); }
function store7(rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void { storeRows(7, rows, ends, b, c, cRow); }

/** C = A B for one panel of B of `vectors` vectors. */
export function sparseMultiply(vectors: u32, rows: u32, ends: usize, b: usize, c: usize, cRow: usize): void {
  switch (vectors) {
    case 1: return store1(rows, ends, b, c, cRow);
    case 2: return store2(rows, ends, b, c, cRow);
    case 3: return store3(rows, ends, b, c, cRow);
    case 4: return store4(rows, ends, b, c, cRow);
    case 5: return store5(rows, ends, b, c, cRow);
    case 6: return store6(rows, ends, b, c, cRow);
    default: return store7(rows, ends, b, c, cRow);
  }
}

/** Rows whose list is empty stay as they are. Lists start every `listBytes` bytes; `ends` holds where each ends. */
// @ts-ignore: decorator
@inline
function changeRows(vectors: i32, update: bool, rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void {
  for (let i: u32 = 0; i < rows; i++) {
    const end = <usize>load<u32>(ends);
    if (list < end) rowSum(vectors, update, list, end, b, c, factor);
    list += listBytes;
    ends += 4;
    c += cRow;
  }
}

function update1(rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void { changeRows(1, true, rows, list, listBytes, ends, b, c, cRow, factor); }
function update2(rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void { changeRows(2, true, rows, list, listBytes, ends, b, c, cRow, factor); }
function update3(rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void { changeRows(3, true, rows, list, listBytes, ends, b, c, cRow, factor); }
function update4(rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void { changeRows(4, true, rows, list, listBytes, ends, b, c, cRow, factor); }
function update5(rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void { changeRows(5, true, rows, list, listBytes, ends, b, c, cRow, factor); }
function update6(rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void { changeRows(6, true, rows, list, listBytes, ends, b, c, cRow, factor); }
function update7(rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void { changeRows(7, true, rows, list, listBytes, ends, b, c, cRow, factor); }

/** C = C + factor A B for one panel of B and C. */
export function sparseUpdate(vectors: u32, rows: u32, list: usize, listBytes: usize, ends: usize, b: usize, c: usize, cRow: usize, factor: f32): void {
  switch (vectors) {
    case 1: return update1(rows, list, listBytes, ends, b, c, cRow, factor);
    case 2: return update2(rows, list, listBytes, ends, b, c, cRow, factor);
    case 3: return update3(rows, list, listBytes, ends, b, c, cRow, factor);
    case 4: return update4(rows, list, listBytes, ends, b, c, cRow, factor);
    case 5: return update5(rows, list, listBytes, ends, b, c, cRow, factor);
    case 6: return update6(rows, list, listBytes, ends, b, c, cRow, factor);
    default: return update7(rows, list, listBytes, ends, b, c, cRow, factor);
  }
}
