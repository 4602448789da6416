import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';

/** A program that a link carries, and the example in whose editor it is to be opened. */
export interface SharedProgram {
  file: string;
  source: string;
}

/** The fragment of a link that opens `source` in the editor of an example: `run=<file>&code=<deflated, base64url>`. */
export function shareFragment({ file, source }: SharedProgram): string {
  return `run=${encodeURIComponent(file)}&code=${toBase64Url(deflateSync(strToU8(source), { level: 9 }))}`;
}

/**
 * The program in a fragment, with or without `#`; undefined if there is none. `source` is undefined where the link is
 * damaged: cut off, say, by what it was sent with.
 */
export function readShareFragment(
  fragment: string,
): { file: string; source: string | undefined } | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const file = fields.get('run');
  const code = fields.get('code');
  if (file === null) return undefined;
  if (!code) return { file, source: undefined };
  try {
    return { file, source: strFromU8(inflateSync(fromBase64Url(code))) };
  } catch {
    return { file, source: undefined };
  }
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}
