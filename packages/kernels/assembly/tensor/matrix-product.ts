import { packPanel } from './pack-panel';
import { MatrixProduct } from './records';

/*
 * C = A B for matrices of any size, either of them transposed:
 *
 *   C[i, j] = sum over k of A[i, k] B[k, j]
 *
 * A tile of 4 rows and 8 columns of C stays in 8 registers while k runs: with 2 of B and one value of A at a time that is
 * what the 16 registers of x86 hold. Both matrices are copied block by block into panels in which the values that a tile
 * needs at each k lie next to each other (Goto and van de Geijn 2008): panels of 8 columns of B, of 4 rows of A. Their
 * sizes keep a panel of B in the first cache and a block of A and B in the second.
 */
const TILE_ROWS: u32 = 4;
const TILE_COLUMNS: u32 = 8;
const BLOCK_ROWS: u32 = 64;
const BLOCK_COLUMNS: u32 = 256;
const BLOCK_DEPTH: u32 = 256;
const TILE_BYTES: usize = 128;
const A_BYTES: usize = <usize>BLOCK_ROWS * BLOCK_DEPTH * 4;
const B_BYTES: usize = <usize>BLOCK_COLUMNS * BLOCK_DEPTH * 4;

/** Bytes of scratch that a product needs. */
export function matrixProductScratch(): u32 {
  return <u32>(A_BYTES + B_BYTES + TILE_BYTES);
}

/** The sums of one tile over `depth` values of k, written to the 4 x 8 values at `tile`. */
// @ts-ignore: decorator
@inline
function multiplyTile(depth: u32, a: usize, b: usize, tile: usize, stride: usize, add: bool): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = b + (<usize>depth << 5);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
    a += 16;
    b += 32;
  } while (b < end);
  putRow(tile, c00, c01, add);
  putRow(tile + stride, c10, c11, add);
  putRow(tile + (stride << 1), c20, c21, add);
  putRow(tile + (stride << 1) + stride, c30, c31, add);
}

// @ts-ignore: decorator
@inline
function putRow(to: usize, x: v128, y: v128, add: bool): void {
  v128.store(to, add ? f32x4.add(v128.load(to), x) : x);
  v128.store(to, add ? f32x4.add(v128.load(to, 16), y) : y, 16);
}

function writeTile(depth: u32, a: usize, b: usize, c: usize, stride: usize): void {
  multiplyTile(depth, a, b, c, stride, false);
}

function addTile(depth: u32, a: usize, b: usize, c: usize, stride: usize): void {
  multiplyTile(depth, a, b, c, stride, true);
}

/** A tile of which C has `rows` rows and `columns` columns: through a tile of its own. */
function partOfTile(depth: u32, a: usize, b: usize, c: usize, stride: usize, rows: u32, columns: u32, tile: usize, add: bool): void {
  writeTile(depth, a, b, tile, TILE_COLUMNS << 2);
  for (let i: u32 = 0; i < rows; i++) {
    for (let j: u32 = 0; j < columns; j++) {
      const to = c + (<usize>j << 2);
      const sum = load<f32>(tile + (<usize>j << 2));
      store<f32>(to, add ? load<f32>(to) + sum : sum);
    }
    tile += TILE_COLUMNS << 2;
    c += stride;
  }
}

/** Adds the products of `depth` values of k, of packed blocks of A and B, to a block of C; writes the first of them. */
function multiplyBlock(
  rows: u32, columns: u32, depth: u32, blockOfA: usize, blockOfB: usize, c: usize, stride: usize, tile: usize, add: bool,
): void {
  const aPanel = <usize>depth * TILE_ROWS * 4, bPanel = <usize>depth * TILE_COLUMNS * 4;
  for (let j: u32 = 0; j < columns; j += TILE_COLUMNS) {
    const wide = min(TILE_COLUMNS, columns - j);
    let a = blockOfA;
    let to = c + (<usize>j << 2);
    for (let i: u32 = 0; i < rows; i += TILE_ROWS) {
      const high = min(TILE_ROWS, rows - i);
      if (wide < TILE_COLUMNS || high < TILE_ROWS) partOfTile(depth, a, blockOfB, to, stride, high, wide, tile, add);
      else if (add) addTile(depth, a, blockOfB, to, stride);
      else writeTile(depth, a, blockOfB, to, stride);
      a += aPanel;
      to += stride * TILE_ROWS;
    }
    blockOfB += bPanel;
  }
}

/** One matrix of the batch. */
function multiplyMatrix(product: MatrixProduct, a: usize, b: usize, c: usize): void {
  const blockOfA = product.scratch, blockOfB = blockOfA + A_BYTES, tile = blockOfB + B_BYTES;
  const stride = <usize>product.columns << 2;
  for (let k: u32 = 0; k < product.depth; k += BLOCK_DEPTH) {
    const depth = min(BLOCK_DEPTH, product.depth - k);
    for (let j: u32 = 0; j < product.columns; j += BLOCK_COLUMNS) {
      const columns = min(BLOCK_COLUMNS, product.columns - j);
      packPanels(TILE_COLUMNS, columns, depth, b + j * product.bColumn + k * product.bStep, product.bColumn, product.bStep, blockOfB);
      for (let i: u32 = 0; i < product.rows; i += BLOCK_ROWS) {
        const rows = min(BLOCK_ROWS, product.rows - i);
        packPanels(TILE_ROWS, rows, depth, a + i * product.aRow + k * product.aStep, product.aRow, product.aStep, blockOfA);
        multiplyBlock(rows, columns, depth, blockOfA, blockOfB, c + i * stride + (<usize>j << 2), stride, tile, k > 0);
      }
    }
  }
}

/** Panels of `width` rows of A, or columns of B, of which there are `count`. */
function packPanels(width: u32, count: u32, depth: u32, from: usize, across: usize, step: usize, to: usize): void {
  for (let i: u32 = 0; i < count; i += width) {
    if (width == TILE_ROWS) packPanel(TILE_ROWS, min(width, count - i), depth, from, across, step, to);
    else packPanel(TILE_COLUMNS, min(width, count - i), depth, from, across, step, to);
    from += across * width;
    to += <usize>depth * width * 4;
  }
}

/** c = c + bias, then relu: `rows` rows of `columns` values. */
function finish(rows: u32, columns: u32, c: usize, bias: usize, relu: bool): void {
  const whole = (<usize>columns & ~3) << 2, all = <usize>columns << 2;
  for (let i: u32 = 0; i < rows; i++) {
    let at: usize = 0;
    for (; at < whole; at += 16) {
      let value = v128.load(c + at);
      if (bias) value = f32x4.add(value, v128.load(bias + at));
      v128.store(c + at, relu ? f32x4.pmax(value, f32x4.splat(0)) : value);
    }
    for (; at < all; at += 4) {
      let value = load<f32>(c + at);
      if (bias) value += load<f32>(bias + at);
      store<f32>(c + at, relu && value < 0 ? 0 : value);
    }
    c += all;
  }
}

/** The products of all matrices of the batch; `at` is the address of a MatrixProduct. Nothing may be empty. */
export function matrixProduct(at: usize): void {
  const product = changetype<MatrixProduct>(at);
  const size = <usize>product.rows * product.columns * 4;
  for (let i: u32 = 0; i < product.batch; i++) {
    multiplyMatrix(product, product.a + i * product.aMatrix, product.b + i * product.bMatrix, product.c + i * size);
  }
  if (product.bias || product.relu) {
    finish(product.batch * product.rows, product.columns, product.c, product.bias, product.relu != 0);
  }
}
