import { BackendError, useBackend } from '@bnlab/layers';

try {
  await useBackend('quantum');
} catch (error) {
  console.log(error instanceof BackendError); // true
}
