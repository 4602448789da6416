import { Dataset } from '@bnlab/mnist';
import { fetchDigits } from '../../data/fetch-digits';

/** Where a network's worker has its digits from. */
export interface DigitSource {
  /** The first `trainingImages` of the training images, and validation images: {@link FIRST_VALIDATION_IMAGES} or more. */
  learning: (trainingImages: number) => Promise<{ train: Dataset; validation: Dataset }>;
  /** All validation and test images, to measure a network that is trained. */
  measuring: () => Promise<{ validation: Dataset; test: Dataset }>;
}

/** Training images that a network may begin with while the others are on their way. */
export const FIRST_IMAGES = 5000;
/** Validation images that it may begin with. */
export const FIRST_VALIDATION_IMAGES = 1000;

/** Digits from the site's files. They are fetched once; a training that needs few of them need not wait for the rest. */
export function fetchedDigits(url: string, onProgress: (loaded: number, total: number) => void): DigitSource {
  let download: ReturnType<typeof fetchDigits> | undefined;

  function fetchOnce(): ReturnType<typeof fetchDigits> {
    if (download) return download;
    const started = fetchDigits(url, {
      onProgress: ({ loaded, total = 0 }) => onProgress(loaded, total),
      firstImages: FIRST_IMAGES,
      firstValidationImages: FIRST_VALIDATION_IMAGES,
    });
    // Whoever asks after a failure tries again; what came is in the browser's cache.
    started.complete.catch(() => (download = undefined));
    return (download = started);
  }

  return {
    learning: async (trainingImages) => {
      const { ready, complete } = fetchOnce();
      const { train, validation } = await (trainingImages <= FIRST_IMAGES ? ready : complete);
      return { train: train.slice(0, trainingImages), validation };
    },
    measuring: () => fetchOnce().complete,
  };
}

type Request = { id: number; want: number | 'measuring' };
type Answer = { id: number; sets: SentSet[] } | { id: number; error: string };
type SentSet = Pick<Dataset, 'name' | 'rows' | 'columns' | 'inputs' | 'labels'>;

/** Gives another worker the digits of this one, so that a page fetches them once. */
export function handOn(source: DigitSource, port: MessagePort): void {
  port.onmessage = async ({ data: { id, want } }: MessageEvent<Request>) => {
    try {
      port.postMessage({ id, sets: (await setsOf(source, want)).map(toSend) } satisfies Answer);
    } catch (error) {
      port.postMessage({ id, error: (error as Error).message } satisfies Answer);
    }
  };
}

async function setsOf(source: DigitSource, want: Request['want']): Promise<Dataset[]> {
  if (want === 'measuring') {
    const { validation, test } = await source.measuring();
    return [validation, test];
  }
  const { train, validation } = await source.learning(want);
  return [train, validation];
}

/** The digits of another worker, which hands them on. */
export function receivedDigits(port: MessagePort): DigitSource {
  const waiting = new Map<number, (answer: Answer) => void>();
  let asked = 0;
  port.onmessage = ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  const ask = async (want: Request['want']) => {
    const id = ++asked;
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      port.postMessage({ id, want } satisfies Request);
    });
    if ('error' in answer) throw new Error(answer.error);
    return answer.sets.map((fields) => new Dataset(fields));
  };
  return {
    learning: async (trainingImages) => {
      const [train, validation] = await ask(trainingImages);
      return { train: train!, validation: validation! };
    },
    measuring: async () => {
      const [validation, test] = await ask('measuring');
      return { validation: validation!, test: test! };
    },
  };
}

/** A view is sent with all the memory behind it: what is not asked for stays here. */
function toSend({ name, rows, columns, inputs, labels }: Dataset): SentSet {
  return { name, rows, columns, inputs: inputs.slice(), labels: labels.slice() };
}
