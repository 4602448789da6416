import { experimentWall, type WallEntry } from './experiment-wall';

declare const data: WallEntry[];
export { data };

export default { load: experimentWall };
