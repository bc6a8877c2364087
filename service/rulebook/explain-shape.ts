/** What lines say about a fault that the parser meets behind its cause: `offset` is where to look. */
export interface ShapeFault {
  message: string;
  offset: number;
}

/**
 * A key without its colon, or a line that begins too far left, told where it is: the parser goes on reading such lines as
 * one long text and stumbles later, over something else. Null where the lines say neither.
 */
export function explainShape(text: string, offset: number): ShapeFault | null {
  const lines = readLines(text);
  const at = lines.findLastIndex((line) => line.offset - line.indent <= offset);
  const [here, before] = [lines[at], lines[at - 1]];
  if (here === undefined) return null;
  if (isBareKey(here) && !here.isDash) return lacksColon(here);
  if (before !== undefined && isBareKey(before) && (here.isDash || here.indent > before.indent))
    return lacksColon(before);
  const neighbour = lines.slice(0, at).findLast((line) => line.isDash);
  if (!here.isDash || neighbour === undefined || here.indent >= neighbour.indent) return null;
  const spaces = neighbour.indent - here.indent;
  return {
    message: `this line begins ${spaces} ${spaces === 1 ? 'space' : 'spaces'} too far left; its neighbours begin in column ${neighbour.indent + 1}`,
    offset: here.offset,
  };
}

interface Line {
  /** Of its first sign that is no space. */
  offset: number;
  indent: number;
  isDash: boolean;
  /** Without comment. */
  words: string;
}

/** Lines that hold more than a comment. */
function readLines(text: string): Line[] {
  let start = 0;
  return text.split('\n').flatMap((line) => {
    const indent = line.length - line.trimStart().length;
    const words = line.replace(/(^|\s)#.*/, '').trim();
    const read = { offset: start + indent, indent, isDash: /^-(\s|$)/.test(words), words };
    start += line.length + 1;
    return words === '' ? [] : [read];
  });
}

/** A key is one small word; what stands behind it without a colon is its value. */
const bareKey = /^([a-z_]+)(?:\s+(\S.*))?$/;

function isBareKey({ words }: Line): boolean {
  return bareKey.test(words) && !/:(\s|$)/.test(words);
}

function lacksColon({ words, offset }: Line): ShapeFault {
  const [, key = '', value] = bareKey.exec(words) ?? [];
  const whole = value === undefined ? `${key}:` : `${key}: ${value}`;
  return { message: `\`${key}\` lacks its colon; write \`${whole}\``, offset };
}
