/** The public names of an index, under the comment lines that stand before them. */
export function indexGroups(source: string): { heading: string; names: string[] }[];
