/*
 * A filter's taps, each the matrix [inChannels, outChannels], transposed for a product that runs over output channels:
 * in panels of 8 input channels, then of 4, then of 1, each [outChannels, 8 (4, 1)] in one piece. The panel of the input
 * channels from c on starts c * outChannels values into its tap.
 */

/** 4 x 4 values, transposed; rows are `row` bytes apart, and `panelRow` bytes in the transpose. */
// @ts-ignore: decorator
@inline
export function fourByFour(from: usize, row: usize, to: usize, panelRow: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + row);
  const c = v128.load(from + 2 * row);
  const d = v128.load(from + 3 * row);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + panelRow, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * panelRow, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + 3 * panelRow, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}

/** Four input channels, to where rows are `panelRow` bytes long. */
function fourRows(from: usize, row: usize, to: usize, panelRow: usize): void {
  let at: usize = 0;
  for (; at + 16 <= row; at += 16, to += 4 * panelRow) fourByFour(from + at, row, to, panelRow);
  for (; at < row; at += 4, to += panelRow) {
    for (let i: usize = 0; i < 4; i++) store<f32>(to + 4 * i, load<f32>(from + i * row + at));
  }
}

/** @param row Bytes of a row of a tap: 4 * outChannels. */
export function packPanels(taps: i32, inChannels: usize, row: usize, filter: usize, panels: usize): void {
  for (let tap = 0; tap < taps; tap++) {
    let left = inChannels;
    for (; left >= 8; left -= 8, filter += 8 * row, panels += 8 * row) {
      fourRows(filter, row, panels, 32);
      fourRows(filter + 4 * row, row, panels + 16, 32);
    }
    for (; left >= 4; left -= 4, filter += 4 * row, panels += 4 * row) fourRows(filter, row, panels, 16);
    memory.copy(panels, filter, left * row);
    filter += left * row;
    panels += left * row;
  }
}
