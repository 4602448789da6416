/** A table without layout: terminals, Markdown and pages each give it theirs. */
export interface Table {
  /** The meaning of the numbers, in a sentence. */
  caption: string;
  columns: TableColumn[];
  rows: TableRow[];
}

/** A column of a table of results. */
export interface TableColumn {
  /** With a line break where it may be broken. */
  name: string;
  /** Words stand on the left, numbers on the right. */
  kind: 'words' | 'number';
}

/** A row of a table of results. */
export interface TableRow {
  /** The preset or the cell that the row is about. */
  id: string;
  /** A text for each column. */
  cells: string[];
}

/** Stands where there is nothing. */
export const NONE = '–';

export function words(name: string): TableColumn {
  return { name, kind: 'words' };
}

export function number(name: string): TableColumn {
  return { name, kind: 'number' };
}
