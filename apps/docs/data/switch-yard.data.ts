import { readSwitchYard, type SwitchYard } from './switch-yard';

declare const data: SwitchYard;
export { data };

export default { watch: ['./switch-yard.json'], load: readSwitchYard };
