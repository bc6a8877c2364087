/** Letters that RE2 takes for one, whatever their case, made one; nothing is composed, for patterns see the text as it is. */
export function foldLetters(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text.toUpperCase().toLowerCase().replace(/ς/g, 'σ');
}

/** ASCII, and blanks, quotation marks and dashes beyond it: of these, `toLowerCase` alone tells all. */
const plain = /^[\t-~\u00A0-\u00A9\u2000-\u206F]*$/;
