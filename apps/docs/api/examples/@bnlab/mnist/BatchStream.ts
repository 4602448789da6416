import { BatchStream, loadMnist } from '@bnlab/mnist';

// The same seed, the same batches in the same order.
const { train } = await loadMnist();
const [one, other] = [1, 1].map((seed) => new BatchStream(train, { seed }));
const { images, labels } = one!.nextBatch(60);
console.log(images.length, labels.length); // 47040 60
console.log(labels.join() === other!.nextBatch(60).labels.join()); // true
