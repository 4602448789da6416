import { batchEffects, type BatchEffects } from './batch-effects';

declare const data: BatchEffects;
export { data };

export default { load: batchEffects };
