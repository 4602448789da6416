const SCHEME = 'file://';

/**
 * The path that a `file://` URL means: absolute after a third slash, else relative to the working directory, as
 * TensorFlow.js has it. Escapes are read where they are escapes; a name may have a bare percent sign.
 *
 * @returns undefined for a URL of another scheme.
 */
export function pathOfFileUrl(url: string): string | undefined {
  if (!url.startsWith(SCHEME)) return undefined;
  // The slash before a drive letter is the URL's, not the path's.
  const path = url.slice(SCHEME.length).replace(/^\/(?=[A-Za-z]:[\\/])/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
