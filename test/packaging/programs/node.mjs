import { fileSystem } from '@bnlab/layers';
import { train } from './train.mjs';

console.log(JSON.stringify(await train((name) => fileSystem(`saved-by-esm/${name}`))));
