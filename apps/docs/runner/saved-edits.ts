/** Storage may be forbidden (private windows, embedded pages) or full: then edits live as long as the page. */
const key = (file: string) => `bnlab-example:${file}`;

/** What the reader last made of an example, if it differs from the example. */
export function savedEdit(file: string): string | undefined {
  try {
    return localStorage.getItem(key(file)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what the reader made of an example; `undefined` forgets it. */
export function saveEdit(file: string, source: string | undefined): void {
  try {
    if (source === undefined) localStorage.removeItem(key(file));
    else localStorage.setItem(key(file), source);
  } catch {
    // Nothing to do: the edit stays in the editor.
  }
}
