import { encodeIdx } from '../../src/encode-idx';
import { MNIST_FILES, type MnistFileName } from '../../src/mnist-files';

export type Files = Record<MnistFileName, Uint8Array>;

/**
 * The four files of a set laid out like MNIST, small: 12 training and 4 test images of 3 x 2 pixels. Pixel p of
 * training image i is 10 i + p, and its label is i mod 10; the test images start where the training images end.
 */
export function smallMnistFiles(): Files {
  return {
    [MNIST_FILES.trainImages]: encodeIdx({ type: 'uint8', shape: [12, 3, 2], data: pixels(0, 12) }),
    [MNIST_FILES.trainLabels]: encodeIdx({ type: 'uint8', shape: [12], data: labels(0, 12) }),
    [MNIST_FILES.testImages]: encodeIdx({ type: 'uint8', shape: [4, 3, 2], data: pixels(12, 16) }),
    [MNIST_FILES.testLabels]: encodeIdx({ type: 'uint8', shape: [4], data: labels(12, 16) }),
  };
}

function pixels(first: number, end: number): Uint8Array {
  return Uint8Array.from({ length: (end - first) * 6 }, (_, i) => 10 * (first + Math.floor(i / 6)) + (i % 6));
}

function labels(first: number, end: number): Uint8Array {
  return Uint8Array.from({ length: end - first }, (_, i) => (first + i) % 10);
}
