import { networkRows } from '@bnlab/viz';

const networks = [{ name: 'With', batchNorm: true, testAccuracy: 0.95 }];
const rows = networkRows([{ networks }], ({ testAccuracy }) => ({ value: testAccuracy }));
console.log(rows); // [ { network: 'With', batchNorm: true, value: 0.95 } ]
