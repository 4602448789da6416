/** The tag around a code block. Blank lines make Markdown of what stands between the tags. */
export function runnable(file: string, source: string): string {
  return `<RunnableExample file="${file}">\n\n\`\`\`ts\n${source.trimEnd()}\n\`\`\`\n\n</RunnableExample>`;
}
