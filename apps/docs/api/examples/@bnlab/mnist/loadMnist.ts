import { loadMnist } from '@bnlab/mnist';

const { train, validation, test } = await loadMnist();
console.log(train.count, validation.count, test.count); // 55000 5000 10000
console.log(test.inputSize, test.labels[0]); // 784 7
