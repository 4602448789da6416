import { describeEnvironment } from '@bnlab/experiments';

const { engine } = describeEnvironment({ engine: 'compiled', backend: 'wasm' });
console.log(engine); // compiled
