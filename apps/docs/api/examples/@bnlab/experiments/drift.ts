import { drift, findPreset, planRun, trainNetwork } from '@bnlab/experiments';
import { loadMnist } from '@bnlab/mnist';

const plan = planRun(findPreset('relu-lr0.01-2000'), 1, {
  trainingBatches: 20,
  batchesPerSample: 10,
  batchesPerObservation: 10,
});
const { network } = await trainNetwork(plan, true, await loadMnist());
console.log(drift(network).length); // 3
