/**
 * A chart without labels on its groups. Plot labels them by their marks (`dot`, `x-axis tick`), which says nothing to a
 * reader, and assistive technology does not expect on a group; the chart's title and description stay.
 */
export function plainGroups(svg: string): string {
  return svg.replace(/(<g\b[^>]*?) aria-label="[^"]*"/g, '$1');
}
