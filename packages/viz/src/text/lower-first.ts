/** A name within a sentence: `Learning rate` is `learning rate`; `SGD steps` stays as it is. */
export function lowerFirst(text: string): string {
  return /^[A-Z](?:[a-z]|$)/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
