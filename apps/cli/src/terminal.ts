/** Columns of the terminal that standard output goes to; no limit if it goes elsewhere. */
export function terminalColumns(): number {
  return process.stdout.columns || Infinity;
}

/** Columns of texts that wrap wherever they go. */
export function helpColumns(): number {
  return process.stdout.columns || 80;
}
