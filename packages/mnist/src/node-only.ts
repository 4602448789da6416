import type { MnistData } from './assemble-mnist';
import type { LoadDataOptions, LoadMnistOptions } from './load-options';
import type { WritePartsOptions } from './write-parts-options';

/** Stands in for `loadMnist` in browsers, which have no files to read, so that code for both can be bundled. */
export const loadMnist: (options?: LoadMnistOptions) => Promise<MnistData> = () =>
  Promise.reject(
    new Error(
      'loadMnist: reads files and needs Node; in a browser call fetchMnist with the address of the files',
    ),
  );

/** Stands in for `loadData` in browsers. */
export const loadData: (source: string, options?: LoadDataOptions) => Promise<MnistData> = () =>
  Promise.reject(
    new Error(
      'loadData: reads files and needs Node; in a browser call fetchMnist with the address of the files',
    ),
  );

/** Stands in for `writeMnistParts` in browsers. */
export const writeMnistParts: (directory: string, options?: WritePartsOptions) => Promise<void> = () =>
  Promise.reject(
    new Error('writeMnistParts: writes files and needs Node; call it in the build of the website'),
  );
