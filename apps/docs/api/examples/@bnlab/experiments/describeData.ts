import { describeData } from '@bnlab/experiments';
import { loadMnist } from '@bnlab/mnist';

const { name, classes, test } = await describeData(await loadMnist());
console.log(name, classes, test); // mnist 10 10000
