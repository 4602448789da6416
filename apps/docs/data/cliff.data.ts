import { readCliff, type Cliff } from './cliff';

declare const data: Cliff;
export { data };

export default { watch: ['./cliff.json'], load: readCliff };
