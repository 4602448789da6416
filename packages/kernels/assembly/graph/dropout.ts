/*
 * Seeded dropout: a value is kept when a hash of its place, the step and the seed is at least `threshold`, and then
 * divided by the share that is kept. The hash is computed again on the way back, so that no mask is stored.
 */

/** Mixes every bit of x into every other: the finalizer of MurmurHash3. */
// @ts-ignore: decorator
@inline
function mix(x: v128): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x85ebca6b));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/**
 * y = x where kept, over the share that is kept, else 0; or added to y. The same for gradients.
 *
 * @param first Number of the block's first value. @param key Of the step and the layer.
 */
export function dropoutBlock(accumulate: bool, bytes: usize, x: usize, y: usize, first: i32, key: i32, threshold: u32, scale: f32): void {
  const k = f32x4.splat(scale), keys = i32x4.splat(key), limit = i32x4.splat(threshold), four = i32x4.splat(4);
  let place = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  for (let at: usize = 0; at < bytes; at += 16) {
    const kept = i32x4.ge_u(mix(i32x4.add(mix(place), keys)), limit);
    const value = v128.and(kept, f32x4.mul(v128.load(x + at), k));
    v128.store(y + at, accumulate ? f32x4.add(v128.load(y + at), value) : value);
    place = i32x4.add(place, four);
  }
}
