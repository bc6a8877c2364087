/** Texts of a page, each with the languages of the elements around it, the nearest first. */
interface Written {
  text: string;
  isMarked: boolean;
}

const empty = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
/** What is not said by us: code, what somebody wrote, drawings. */
const unsaid = new Set(['blockquote', 'code', 'pre', 'textarea', 'script', 'style', 'svg', 'head', 'kbd']);

/**
 * Sentences of a page that are English: two small English words or more in one text. Texts inside an element with
 * `lang="en"` may be, and those that stand in `quoted`, which people of the forum wrote.
 */
export function englishIn(body: string, quoted: string): string[] {
  const corpus = squeeze(quoted);
  return textsOf(body)
    .filter(({ text, isMarked }) => !isMarked && smallWords(text) >= 2 && !corpus.includes(text))
    .map(({ text }) => text);
}

function textsOf(body: string): Written[] {
  const open: { name: string; isMarked: boolean; isUnsaid: boolean }[] = [];
  const found: Written[] = [];
  for (const [token, closing, name, attributes] of body.matchAll(
    /<!--.*?-->|<(\/?)([a-zA-Z][\w-]*)([^>]*)>|[^<]+/gs,
  )) {
    const around = open.at(-1) ?? { name: '', isMarked: false, isUnsaid: false };
    if (name === undefined) {
      const text = squeeze(token);
      if (text !== '' && !around.isUnsaid && !token.startsWith('<!'))
        found.push({ text, isMarked: around.isMarked });
    } else if (closing === '/') {
      const at = open.findLastIndex((one) => one.name === name);
      if (at !== -1) open.length = at;
    } else {
      const { isMarked, isUnsaid } = around;
      for (const [, label] of (attributes ?? '').matchAll(
        /\b(?:aria-label|title|placeholder|alt|data-\w+)="([^"]*)"/g,
      ))
        found.push({ text: squeeze(label ?? ''), isMarked: isMarked || isUnsaid });
      const language = /\blang="([^"]*)"/.exec(attributes ?? '')?.[1];
      if (!empty.has(name))
        open.push({
          name,
          isMarked: language === undefined ? isMarked : language.startsWith('en'),
          isUnsaid: isUnsaid || unsaid.has(name),
        });
    }
  }
  return found;
}

function smallWords(text: string): number {
  // Names of guides stand in quotation marks, in the language of the guide.
  const words = new Set(
    text
      .replace(/„[^“]*“/g, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}_’']+/gu),
  );
  return english.filter((word) => words.has(word)).length;
}

const english =
  'the of and is are were has have not this that with from it by which there nobody you they its be been when where what who for to does would could can cannot or if'.split(
    ' ',
  );

function squeeze(text: string): string {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&#96;', '`')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
