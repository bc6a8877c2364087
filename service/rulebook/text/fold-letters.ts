/** Letters that RE2 takes for one, whatever their case, made one; nothing is composed, for patterns see the text as it is. */
export function foldLetters(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.toUpperCase().toLowerCase().replace(/ς/g, 'σ');
}

const ascii = /^[\t-~]*$/;
