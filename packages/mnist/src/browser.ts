export { Dataset, type DatasetFields } from './dataset';
export { oneHot } from './one-hot';

export { BatchStream, type Batch } from './batch-stream';
export { type BatchStreamState } from './batch-stream-state';

export { loadMnist } from './load-mnist-in-browser';
export { type LoadMnistOptions } from './load-options';
export { fetchMnist, type FetchMnistOptions, type FetchProgress } from './fetch-mnist';
export { type MnistData } from './assemble-mnist';
export { MNIST_FILES, MNIST_SHA256, type MnistFileName } from './mnist-files';

export { parseIdx, type ParseIdxOptions } from './parse-idx';
export { encodeIdx } from './encode-idx';
export { type IdxArray, type IdxData, type IdxType } from './idx-format';

export { DataFileError } from './data-file-error';
