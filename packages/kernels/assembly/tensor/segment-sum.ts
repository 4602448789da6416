/*
 * sums[s, :] = sum over the rows i of segment s of x[i, :]. Rows of a segment that is not there count for nothing. This is
 * the gradient of a gather, and of an embedding.
 */

/** @param sums Room for `segments` rows, which must hold zeros. @param ids The segment of each row of x, as i32. */
export function segmentSum(rows: u32, columns: u32, segments: u32, x: usize, ids: usize, sums: usize): void {
  const row = <usize>columns << 2;
  const whole = row & ~15;
  for (let i: u32 = 0; i < rows; i++, x += row) {
    const segment = load<u32>(ids + (<usize>i << 2));
    // A negative number is a large one without its sign.
    if (segment >= segments) continue;
    const sum = sums + segment * row;
    let at: usize = 0;
    for (; at < whole; at += 16) v128.store(sum + at, f32x4.add(v128.load(sum + at), v128.load(x + at)));
    for (; at < row; at += 4) store<f32>(sum + at, load<f32>(sum + at) + load<f32>(x + at));
  }
}
