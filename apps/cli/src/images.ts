import { type DataRecord, describeData } from '@bnlab/experiments';
import { DataFileError, loadData } from '@bnlab/mnist';
import { UsageError } from './usage-error';

/** Images that `--data` names. */
export interface Images {
  /** What `loadData` takes. */
  source: string;
  described: DataRecord;
}

/**
 * Reads the images that `--data` names.
 *
 * @returns What they are; nothing for MNIST, the default.
 * @throws UsageError if they cannot be read.
 */
export async function findImages(source: string | undefined): Promise<Images | undefined> {
  if (source === undefined || source === 'mnist') return undefined;
  try {
    return { source, described: await describeData(await loadData(source)) };
  } catch (error) {
    if (error instanceof DataFileError) throw new UsageError(`--data ${source}: ${error.message}`);
    throw error;
  }
}
