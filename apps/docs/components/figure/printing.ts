/** Whether the page is on its way to paper. Between that and its picture there is no frame, only what is done at once. */
let isOnPaper = false;
if (!import.meta.env.SSR) {
  addEventListener('beforeprint', () => (isOnPaper = true));
  addEventListener('afterprint', () => (isOnPaper = false));
}

export function isPrinting(): boolean {
  return isOnPaper;
}
