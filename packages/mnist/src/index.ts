// Which examples are there, and as what?
export { Dataset, type DatasetFields } from './dataset';
export { type Examples } from './examples';
export { oneHot } from './one-hot';

// In which order are they drawn?
export { BatchStream, type Batch } from './batch-stream';
export { type BatchStreamState } from './batch-stream-state';

// Where do they come from?
export { loadMnist } from './load-mnist';
export { loadData } from './load-data';
export { writeMnistParts } from './write-mnist-parts';
export { type LoadDataOptions, type LoadMnistOptions } from './load-options';
export { type WritePartsOptions } from './write-parts-options';
export { fetchMnist } from './fetch-mnist';
export { type FetchMnistOptions, type FetchProgress } from './fetch-options';
export { type MnistData } from './assemble-mnist';
export { MNIST_FILES, MNIST_SHA256, type MnistFileName } from './mnist-files';

// How are they stored?
export { parseIdx, type ParseIdxOptions } from './parse-idx';
export { encodeIdx } from './encode-idx';
export { type IdxArray, type IdxData, type IdxType } from './idx-format';

// What went wrong?
export { ArgumentError } from '@bnlab/arguments';
export { DataFileError } from './data-file-error';
