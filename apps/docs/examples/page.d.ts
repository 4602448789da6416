/**
 * Shows a chart (an SVG element or its text) or a table (an array of plain objects) below the program. Belongs to the
 * page, not to a package.
 */
declare function display(value: unknown): void;

/** Shows how far the program is: `done` of `total`. Belongs to the page, not to a package. */
declare function progress(done: number, total: number, label?: string): void;
