import { judgePapers } from '@bnlab/experiments';

const values = [5.9, 6.4, 6.1].map((value, index) => ({ claim: 'rank', seed: index + 1, value }));
const [result] = judgePapers(values);
console.log(result!.decision); // holds
