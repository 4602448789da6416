import type { DumbbellGroup } from '../components/lesson/dumbbell-group';
import { driftGroups } from './drift-groups';

declare const data: DumbbellGroup[];
export { data };

export default { load: driftGroups };
