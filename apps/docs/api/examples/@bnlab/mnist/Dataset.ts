import { Dataset } from '@bnlab/mnist';

// Two images of 1 x 2 pixels.
const images = new Dataset({
  name: 'mine',
  rows: 1,
  columns: 2,
  classes: 3,
  inputs: Uint8Array.of(0, 255, 51, 0),
  labels: Uint8Array.of(2, 0),
});
console.log(images.images(0, 1)); // Float32Array(2) [ 0, 1 ]
console.log(images.slice(1, 2).labels); // Uint8Array(1) [ 0 ]
