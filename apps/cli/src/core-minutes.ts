/** What something costs, in words: `3 core-minutes`. */
export function coreMinutes(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `${minutes} core-minute${minutes === 1 ? '' : 's'}`;
}
