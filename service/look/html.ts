const trusted = Symbol('trusted');

/** A piece of HTML in which everything that came from outside is escaped. Only `html` and `raw` make one. */
export interface Html {
  readonly [trusted]: true;
  readonly text: string;
}

/** What may stand in a hole of `html`: lists are joined, `null`, `undefined` and booleans vanish, all else is escaped. */
export type Content = Html | string | number | bigint | boolean | null | undefined | readonly Content[];

/**
 * Writes HTML; every hole is escaped for text and for quoted attributes.
 *
 * html`<a href="${url}">${name}</a>` is safe for any `name`; a `url` still has to be checked with `safeHref`.
 */
export function html(strings: TemplateStringsArray, ...holes: readonly Content[]): Html {
  let text = strings[0] ?? '';
  for (const [index, hole] of holes.entries()) text += write(hole) + (strings[index + 1] ?? '');
  return raw(text);
}

/** Declares a text to be HTML already. Only for what the program itself wrote. */
export function raw(text: string): Html {
  return { [trusted]: true, text };
}

/** Joins pieces with something between them: join(tags, ', '). */
export function join(pieces: readonly Content[], between: Content): Html {
  return html`${pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]))}`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character] ?? character);
}

/** The address if a browser may be sent there, else `#`: http, https or a path of our own. */
export function safeHref(address: string): string {
  if (/^\/(?![/\\])/.test(address) || /^[?#]/.test(address)) return address;
  return /^https?:\/\//i.test(address) ? address : '#';
}

function write(hole: Content): string {
  if (hole === null || hole === undefined || typeof hole === 'boolean') return '';
  if (typeof hole === 'string') return escapeHtml(hole);
  if (typeof hole === 'number' || typeof hole === 'bigint') return String(hole);
  if (isList(hole)) return hole.map(write).join('');
  if (hole[trusted] !== true) throw new TypeError('html: this is not something to write');
  return hole.text;
}

function isList(hole: Html | readonly Content[]): hole is readonly Content[] {
  return Array.isArray(hole);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};
