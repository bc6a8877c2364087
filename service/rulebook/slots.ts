/** What a guide may take from the member, the post or the event; all of it is escaped when it is filled in. */
export const slotNames = [
  'member',
  'topic',
  'event.title',
  'event.start',
  'event.place',
  'event.url',
  'data.<field>',
] as const;

export const slotPattern = /\{\{\s*([a-z_][a-z0-9_.]{0,170})\s*\}\}/g;
const dataSlot = /^data(\.[a-z][a-z0-9_]{0,39}){1,4}$/;

export interface MisplacedSlot {
  name: string;
  /** Lines after the first line of the body. */
  line: number;
  known: boolean;
}

/** Slots that are unknown, or known but inside code, a link, a tag or BBCode, where no escaping holds. */
export function findMisplacedSlots(body: string): MisplacedSlot[] {
  let fenced = false;
  return body.split('\n').flatMap((text, line) => {
    const isFence = /^\s*(```|~~~)/.test(text);
    if (isFence) fenced = !fenced;
    const inCode = fenced || isFence || /^( {4}|\t)/.test(text);
    const running = inCode ? '' : text.replace(markup, '');
    return [...text.matchAll(slotPattern)]
      .map((match) => ({ name: match[1] ?? '', line, known: isSlotName(match[1] ?? ''), whole: match[0] }))
      .filter(({ known, whole }) => !known || countOf(text, whole) !== countOf(running, whole))
      .map(({ name, line: at, known }) => ({ name, line: at, known }));
  });
}

export function isSlotName(name: string): boolean {
  return slotNames.some((known) => known === name) || dataSlot.test(name);
}

const markup = /`[^`]*`|<[^>]*>|\[[^\]]*\](?:\([^)]*\))?/g;

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
