/** Sentences one after another; what is empty is left out, and what has no full stop gets one. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => (part.endsWith('.') ? part : `${part}.`))
    .join(' ');
}

/** A name within a sentence: `Learning rate` is `learning rate`; `SGD steps` stays as it is. */
export function lowerFirst(text: string): string {
  return /^[A-Z](?:[a-z]|$)/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
