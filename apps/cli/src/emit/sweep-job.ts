/** What a job file is written for. */
export interface SweepJob {
  /** The sweep as words of a command line: names and options, without parts, output and threads. */
  words: readonly string[];
  /** Parts of about the same length, a task each. */
  parts: number;
  /** Where the records go. */
  out: string;
}
