import type { MessagePort } from 'node:worker_threads';
import type { RunPlan, TrainNetworkOptions } from '@bnlab/experiments';

/** What a worker is sent: one network of one run to train. */
export interface TrainTask extends Pick<TrainNetworkOptions, 'backend'> {
  plan: RunPlan;
  /** Where the images are: what `loadData` takes. */
  data: string;
  batchNorm: boolean;
  /** Where progress is reported. */
  port: MessagePort;
}
