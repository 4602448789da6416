import { supportsCompiledNetworks } from '@bnlab/kernels';

console.log(supportsCompiledNetworks()); // true
