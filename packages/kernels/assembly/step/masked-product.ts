/*
 * dX = G W^T only where the relu before was active, 0 elsewhere:
 *
 *   dX[i, k] = sum over j of G[i, j] W[k, j]  for the k in the list of example i
 *
 * Four k at a time, each with four partial sums, which are added up by transposing.
 */
import { Layer } from './records';

// @ts-ignore: decorator
@inline
function fourProducts(gradient: usize, end: usize, w0: usize, w1: usize, w2: usize, w3: usize): v128 {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  do {
    const g0 = v128.load(gradient);
    const g1 = v128.load(gradient, 16);
    s0 = f32x4.add(s0, f32x4.mul(g0, v128.load(w0)));
    s1 = f32x4.add(s1, f32x4.mul(g0, v128.load(w1)));
    s2 = f32x4.add(s2, f32x4.mul(g0, v128.load(w2)));
    s3 = f32x4.add(s3, f32x4.mul(g0, v128.load(w3)));
    s0 = f32x4.add(s0, f32x4.mul(g1, v128.load(w0, 16)));
    s1 = f32x4.add(s1, f32x4.mul(g1, v128.load(w1, 16)));
    s2 = f32x4.add(s2, f32x4.mul(g1, v128.load(w2, 16)));
    s3 = f32x4.add(s3, f32x4.mul(g1, v128.load(w3, 16)));
    gradient += 32;
    w0 += 32;
    w1 += 32;
    w2 += 32;
    w3 += 32;
  } while (gradient < end);
  const t0 = f32x4.add(v128.shuffle<f32>(s0, s1, 0, 4, 1, 5), v128.shuffle<f32>(s0, s1, 2, 6, 3, 7));
  const t1 = f32x4.add(v128.shuffle<f32>(s2, s3, 0, 4, 1, 5), v128.shuffle<f32>(s2, s3, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(t0, t1, 0, 1, 4, 5), v128.shuffle<f32>(t0, t1, 2, 3, 6, 7));
}

/**
 * `to`, for one segment of the outputs of the layer before, from `gradient` of this layer's linear part. The lists hold
 * offsets of rows of W, and are closed by four entries that are nothing.
 *
 * @param by Where in a row of `to` the segment starts, and its bytes.
 */
export function multiplyWhereActive(
  rows: u32, starts: usize, ends: usize, layer: Layer, gradient: usize, to: usize, toStride: usize, by: usize, bytes: usize,
): void {
  const weights = layer.weights, weightStride = layer.weightStride, columnBytes = layer.vectorBytes;
  // An offset is k weightStride: (offset reciprocal) >> 32 is exactly 4 k while offsets stay below 2^32.
  const reciprocal = ((<u64>1 << 34) + <u64>weightStride - 1) / <u64>weightStride;
  for (let i: u32 = 0; i < rows; i++) {
    memory.fill(to + by, 0, bytes);
    const end = <usize>load<u32>(ends);
    for (let entry = <usize>load<u32>(starts); entry < end; entry += 32) {
      const o0 = <usize>load<u32>(entry), o1 = <usize>load<u32>(entry, 8);
      const o2 = <usize>load<u32>(entry, 16), o3 = <usize>load<u32>(entry, 24);
      const sums = fourProducts(gradient, gradient + columnBytes, weights + o0, weights + o1, weights + o2, weights + o3);
      const left = end - entry;
      store<f32>(to + place(o0, reciprocal), f32x4.extract_lane(sums, 0));
      if (left > 8) store<f32>(to + place(o1, reciprocal), f32x4.extract_lane(sums, 1));
      if (left > 16) store<f32>(to + place(o2, reciprocal), f32x4.extract_lane(sums, 2));
      if (left > 24) store<f32>(to + place(o3, reciprocal), f32x4.extract_lane(sums, 3));
    }
    starts += 4;
    ends += 4;
    gradient += layer.stride;
    to += toStride;
  }
}

// @ts-ignore: decorator
@inline
function place(offset: usize, reciprocal: u64): usize {
  return <usize>((<u64>offset * reciprocal) >> 32);
}
