/** A list in Markdown, with what stands before and after it. */
export interface ReadList {
  before: string;
  /** Null: there is no list. */
  list: { ordered: boolean; items: readonly ListItem[] } | null;
  after: string;
}

export interface ListItem {
  text: string;
  /** Lines after the first line of the text that was read. */
  line: number;
  ordered: boolean;
  items: ListItem[];
}

const bullet = /^( *)([-*+]|\d{1,9}[.)]) +(?:\[[ xX]\] +)?(.*)$/;

/** The first list of a Markdown text. An item that goes on over several lines is read as one line; lists below items are theirs. */
export function readList(body: string): ReadList {
  const lines = body.split('\n');
  const first = firstBullet(lines);
  if (first === -1) return { before: body.trim(), list: null, after: '' };
  const roots: ListItem[] = [];
  const open: { indent: number; item: ListItem }[] = [];
  let at = first;
  for (; at < lines.length; at += 1) {
    const text = lines[at] ?? '';
    if (text.trim() === '') continue;
    const [, space = '', sign = '', words = ''] = bullet.exec(text) ?? [];
    if (sign === '') {
      const last = open.at(-1)?.item;
      // An unindented line after an empty one ends the list.
      if (last === undefined || (!text.startsWith(' ') && (lines[at - 1] ?? '').trim() === '')) break;
      last.text = `${last.text} ${text.trim()}`;
      continue;
    }
    const item: ListItem = { text: words.trim(), line: at, ordered: /\d/.test(sign), items: [] };
    while ((open.at(-1)?.indent ?? -1) >= space.length) open.pop();
    (open.at(-1)?.item.items ?? roots).push(item);
    open.push({ indent: space.length, item });
  }
  return {
    before: lines.slice(0, first).join('\n').trim(),
    list: { ordered: roots.every(({ ordered }) => ordered), items: roots },
    after: lines.slice(at).join('\n').trim(),
  };
}

function firstBullet(lines: readonly string[]): number {
  let fenced = false;
  return lines.findIndex((line) => {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    return !fenced && bullet.test(line) && !/^ {4}/.test(line);
  });
}
