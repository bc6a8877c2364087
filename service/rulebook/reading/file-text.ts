/** Text as the parsers expect it: no byte order mark, lines that end in \n. Columns and lines stay as an editor counts them. */
export function cleanText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

export interface FrontMatter {
  /** The YAML between the `---` lines, with an empty first line so that its line numbers are the file's. */
  yaml: string;
  body: string;
  /** The line of the file on which the body begins. */
  bodyLine: number;
}

/** Parts a Markdown file from its front matter; null when it has none. */
export function splitFrontMatter(text: string): FrontMatter | null {
  if (!text.startsWith('---\n')) return null;
  const end = text.indexOf('\n---\n', 3);
  const bare = end === -1 && text.endsWith('\n---') ? text.length - 4 : end;
  if (bare === -1) return null;
  const rest = text.slice(bare + 5);
  const blank = rest.length - rest.trimStart().length;
  const bodyLine = text.slice(0, bare + 5 + blank).split('\n').length;
  return { yaml: `\n${text.slice(4, bare + 1)}`, body: rest.trim(), bodyLine };
}
