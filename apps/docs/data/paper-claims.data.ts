import type { ClaimResult } from '../components/lesson/claim-result';
import { paperClaimResults } from './paper-claims';

declare const data: ClaimResult[];
export { data };

export default { load: paperClaimResults };
