import { benefits, type Benefit } from './benefits';

declare const data: Benefit[];
export { data };

export default { load: benefits };
