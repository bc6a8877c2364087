/** What a reader reads: no tags, no folded repetition of spaces. */
export function readPage(body: string): string {
  return body
    .replace(/<(head|dialog)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
