/** The tag around a code block. Blank lines make Markdown of what stands between the tags. */
export function runnable(file: string, source: string, { folded = false } = {}): string {
  return `<RunnableExample file="${file}"${folded ? ' folded' : ''}>\n\n\`\`\`ts\n${source.trimEnd()}\n\`\`\`\n\n</RunnableExample>`;
}
