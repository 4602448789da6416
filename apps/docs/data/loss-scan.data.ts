import { readLossScan, type LossScan } from './loss-scan';

declare const data: LossScan;
export { data };

export default { watch: ['./loss-scan.json'], load: readLossScan };
