import { useBackend } from '@bnlab/layers';

console.log(await useBackend('cpu')); // cpu
