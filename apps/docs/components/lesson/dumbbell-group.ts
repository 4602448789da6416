/** Pairs of numbers that belong together, such as those of the layers of one network. */
export interface DumbbellGroup {
  readonly name: string;
  /** Seeds that the numbers are medians over. */
  readonly seeds: number;
  readonly rows: readonly { readonly label: string; readonly without: number; readonly with: number }[];
  /** Why the group does not count; its marks are faint. */
  readonly ignored?: string;
}
