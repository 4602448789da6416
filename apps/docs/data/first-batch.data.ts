import { firstBatch, type FirstBatch } from './first-batch';

declare const data: FirstBatch;
export { data };

export default { load: firstBatch };
