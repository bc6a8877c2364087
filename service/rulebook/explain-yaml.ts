import { type ShapeFault, explainShape } from './explain-shape.ts';

/** What keeps a text from being YAML, as its parser tells it: `code`, and `offset` into the text. */
export interface YamlFault {
  code: string;
  message: string;
  offset: number;
}

/** The faults worth telling: after the first that breaks the shape of the file, the parser only guesses. */
export function tellingFaults<Fault extends YamlFault>(faults: readonly Fault[]): Fault[] {
  const breaking = faults.filter(({ code }) => !harmless.has(code));
  const cause = breaking.find(({ code }) => code === 'TAB_AS_INDENT') ?? breaking[0];
  return faults.filter((fault) => harmless.has(fault.code) || fault === cause);
}

const harmless: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'MULTIPLE_DOCS']);

/** One sentence for who writes rules: what is wrong, and the way out; and the place to look at. */
export function explainYaml(text: string, fault: YamlFault): ShapeFault {
  const isAboutShape = shapeless.has(fault.code) || fault.message.includes('map values');
  const shape = isAboutShape ? explainShape(text, fault.offset) : null;
  return shape ?? { message: sentenceFor(text, fault), offset: fault.offset };
}

/** The parser took several lines for one text. */
const shapeless: ReadonlySet<string> = new Set(['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY']);

function sentenceFor(text: string, { code, message, offset }: YamlFault): string {
  const line = lineAt(text, offset);
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this key is here twice; keep one of them';
    case 'MULTIPLE_DOCS':
      return 'a second document begins here (---); one file holds one document';
    case 'TAB_AS_INDENT':
      return 'a tab indents this line; put spaces in its place, as many as its neighbours have';
    case 'RESOURCE_EXHAUSTION':
      return 'nested too deeply; rule files need six levels at most';
  }
  if (/^\s*-[^\s-]/.test(line)) return 'a dash needs a space behind it: `- text`';
  if (/end with a [\]}]/.test(message)) return 'a [ or { is opened and not closed; put the missing ] or } in';
  if (/same column|BAD_INDENT/.test(`${code} ${message}`))
    return 'this line does not begin in the same column as the others of its list or map; give all of them the same number of spaces in front';
  if (code === 'BLOCK_AS_IMPLICIT_KEY')
    return 'a second `: ` in one line; a text with : or # inside needs quotes around it';
  const quote = /^Missing closing (['"])quote/.exec(message)?.[1];
  if (quote !== undefined) {
    const opened = lineWithOddQuotes(text, quote);
    return `a quote ${quote} is opened${opened === null ? '' : ` in line ${opened}`} and never closed; put another behind the text`;
  }
  if (code === 'MISSING_CHAR' && message.includes('map values'))
    return 'this line has no `:` behind its key; write `key: value`, with a space behind the colon';
  return `this is not YAML: ${message.split('\n')[0] ?? ''}; a text with : or # inside needs quotes around it`;
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end);
}

function lineWithOddQuotes(text: string, quote: string): number | null {
  const at = text.split('\n').findIndex((line) => (line.split(quote).length - 1) % 2 === 1);
  return at === -1 ? null : at + 1;
}
