import { loadData } from '@bnlab/mnist';

// Or 'fashion-mnist', or the path of a directory of IDX files or of CIFAR-10's binary batches.
const { name, train, validation, test } = await loadData('mnist');
console.log(name, train.count, validation.count, test.count); // mnist 55000 5000 10000
