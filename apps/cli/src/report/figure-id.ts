/** A name for a picture that can stand in an address. */
export function figureId(...parts: readonly (string | number)[]): string {
  return parts.join('-').replace(/[^\w-]+/g, '-');
}
