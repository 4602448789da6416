/** What the page asks of a program's worker: to run one program. */
export interface RunRequest {
  source: string;
  /** Room for charts, in pixels. */
  width: number;
}

export type PrintLevel = 'log' | 'warn' | 'error';

/** One thing that a program put out, in the order in which it did. */
export type Output =
  | { type: 'print'; level: PrintLevel; text: string }
  /** A chart, as the text of an SVG element. */
  | { type: 'chart'; svg: string }
  | { type: 'table'; columns: readonly string[]; rows: readonly (readonly string[])[] };

/** What a program's worker tells the page. */
export type RunnerMessage =
  | { type: 'output'; outputs: readonly Output[] }
  | { type: 'progress'; done: number; total: number; label: string }
  /** With the addresses of what the program had loaded. */
  | { type: 'finished'; loaded: readonly string[] }
  | { type: 'failed'; name: string; message: string; line: number | undefined };
