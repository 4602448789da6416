import { type ReplicaTask, runReplica } from '../../test/helpers/replica-program';

/** Of a web worker; the types of this folder are a page's. */
const worker = globalThis as unknown as Worker & { close: () => void };

worker.onmessage = ({ data }: MessageEvent<ReplicaTask>) => {
  void runReplica(data, () => worker.close()).then((answer) => worker.postMessage(answer));
};
