/** The images that a run learned from and was tested on. */
export interface DataRecord {
  /** `'mnist'`, `'fashion-mnist'`, the name of a directory, or `'unnamed'` for images that were handed over. */
  name: string;
  /**
   * SHA-256, in hexadecimal, of the pixels and labels: training images (those for validation first), their labels, test
   * images, their labels, a byte each. Absent where a page has no Web Crypto.
   */
  sha256?: string;
  /** Pixels down and across an image. */
  rows: number;
  columns: number;
  classes: number;
  /** Numbers of images. */
  train: number;
  validation: number;
  test: number;
}

/** What is looked up by its content, so that no file name can make one set pass for another. */
export const KNOWN_DATA: Readonly<Record<string, string>> = {
  '06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16': 'mnist',
  ca3ab2a37f845e1b8ae23cab1b51749a3011ba3bf1d9016176d75cbaabac376f: 'fashion-mnist',
};
