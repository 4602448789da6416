import { assembleRecord, findPreset, planRun, trainNetwork } from '@bnlab/experiments';
import { loadMnist } from '@bnlab/mnist';

// The networks of a run may be trained apart, on two cores, and joined.
const plan = planRun(findPreset('relu-lr0.01-2000'), 1, { trainingBatches: 10, batchesPerSample: 10 });
const data = await loadMnist();
const trained = [await trainNetwork(plan, false, data), await trainNetwork(plan, true, data)];
console.log(assembleRecord(plan, trained).networks.length); // 2
