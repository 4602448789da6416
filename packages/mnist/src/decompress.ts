import { DataFileError } from './data-file-error';

/** Undoes gzip with the `DecompressionStream` of browsers and Node. Rejects with a `DataFileError` if it is damaged. */
export async function decompress(file: string, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new DataFileError(file, { expected: 'whole gzip data', found: (cause as Error).message, cause });
  }
}
