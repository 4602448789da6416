import { encodeIdx, parseIdx } from '@bnlab/mnist';

const bytes = encodeIdx({ type: 'uint8', shape: [2, 2], data: Uint8Array.of(1, 2, 3, 4) });
console.log(bytes.length); // 16
console.log(parseIdx(bytes).shape); // [ 2, 2 ]
