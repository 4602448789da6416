import { DataFileError } from './data-file-error';

/** As much of `fetch` as `fetchMnist` uses. */
export type Fetch = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

/** Progress of one file, in bytes. */
export interface Download {
  loaded: number;
  total: number | undefined;
  done: boolean;
}

interface DownloadOptions {
  signal: AbortSignal;
  fetch: Fetch | undefined;
  onPiece: (state: Download) => void;
}

/**
 * Downloads the first of `urls` that is there, and says which one that was.
 *
 * A web page in place of the file counts as not there: that is how the server of a single-page application
 * answers for paths it does not know. A server that fails (HTTP 500 and above) is not asked for the others.
 */
export async function download(
  urls: readonly string[],
  { signal, fetch = globalThis.fetch, onPiece }: DownloadOptions,
): Promise<{ url: string; bytes: Uint8Array }> {
  const missing: string[] = [];
  for (const url of urls) {
    const response = await wrapFailure(url, signal, () => fetch(url, { signal }));
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    if (response.ok && !isPage) {
      return { url, bytes: await readBody(response, (read) => wrapFailure(url, signal, read), onPiece) };
    }
    missing.push(
      response.ok
        ? `a web page at ${url}`
        : `HTTP ${response.status} ${response.statusText} at ${url}`.trim(),
    );
    await response.body?.cancel();
    if (response.status >= 500) break;
  }
  throw new DataFileError(urls[0]!, { expected: 'a file', found: missing.join(' and ') });
}

/** Names the file in whatever goes wrong; an abort keeps the reason that it was given. */
async function wrapFailure<T>(url: string, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    signal.throwIfAborted();
    throw new DataFileError(url, { expected: 'a whole file', found: failureText(cause), cause });
  }
}

/** Node's fetch says no more than `fetch failed`; what failed is in its cause. */
function failureText(error: unknown): string {
  const { message = String(error), cause } = Object(error) as Partial<Error>;
  const { message: reason } = Object(cause) as Partial<Error>;
  return reason ? `${message}: ${reason}` : message;
}

async function readBody(
  response: Response,
  guard: <T>(read: () => Promise<T>) => Promise<T>,
  onPiece: (state: Download) => void,
): Promise<Uint8Array> {
  const total = announcedBytes(response.headers);
  const pieces: Uint8Array[] = [];
  let loaded = 0;
  onPiece({ loaded, total, done: false });
  const reader = response.body?.getReader();
  const next = () => guard(async () => (await reader?.read())?.value);
  for (let piece = await next(); piece !== undefined; piece = await next()) {
    pieces.push(piece);
    loaded += piece.length;
    onPiece({ loaded, total, done: false });
  }
  onPiece({ loaded, total, done: true });
  return joined(pieces, loaded);
}

/** The length that the server announced, unless it is that of a body compressed on the way. */
function announcedBytes(headers: Headers): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? undefined : Number(length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
