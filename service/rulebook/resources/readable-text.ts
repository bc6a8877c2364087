/**
 * The words that people read: code, tags, comments, addresses and Markdown's own signs become spaces, slots become one word.
 * Exactly as long as `body`, so that places in it are places in the file.
 */
export function readableText(body: string): string {
  let fenced = false;
  return body
    .split('\n')
    .map((line) => {
      const isFence = /^ {0,6}(```|~~~)/.test(line);
      if (isFence) fenced = !fenced;
      return isFence || fenced ? blank(line) : unmark(line);
    })
    .join('\n');
}

/** Blanks what members would not read aloud; `{{member}}` stays a word. */
function unmark(line: string): string {
  return line
    .replace(/`+[^`]*`+/g, blank)
    .replace(/<!--.*?-->|<\/?[a-zA-Z][^<>]*>/g, blank)
    .replace(/(?<=\])\([^()]*\)/g, blank)
    .replace(/https?:\/\/\S+/g, blank)
    .replace(/\{\{\s*[a-z_]+\s*\}\}/g, (slot) => 'x'.padEnd(slot.length))
    .replace(/^ *(?:[-*+]|\d{1,9}[.)]|#{1,6}|>+) +(?:\[[ xX]\] )?/, blank)
    .replace(/[*_~[\]#|\\]+/g, blank);
}

function blank(part: string): string {
  return ' '.repeat(part.length);
}
