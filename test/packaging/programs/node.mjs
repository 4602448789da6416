import { train } from './train.mjs';

console.log(JSON.stringify(await train((name) => `file://saved-by-esm/${name}`)));
