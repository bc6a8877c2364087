import MarkdownIt from 'markdown-it';
import type { StateCore, Token } from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

export interface Names {
  /** Whether somebody with this name is a member; a mention of anybody else is no link. */
  isMember(name: string): boolean;
  /** Null when there is no such group. */
  groupCalled(name: string): { mentionable: boolean } | null;
}

/** `followLinks`: links of trusted authors are followed by search engines. */
export type Cook = (raw: string, options: { followLinks: boolean }) => string;

/**
 * Makes the function that turns what a member typed into the HTML that others see, as far as Discourse does the same:
 * Markdown with line breaks kept, mentions resolved, HTML comments and everything dangerous dropped.
 */
export function createCook(names: Names): Cook {
  const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true, typographer: true });
  markdown.linkify.set({ fuzzyEmail: false });
  markdown.core.ruler.push('mentions', (state) => linkMentions(state, names));
  markdown.renderer.rules['table_open'] = () => '<div class="md-table">\n<table>\n';
  markdown.renderer.rules['table_close'] = () => '</table>\n</div>\n';
  // In sanitized HTML ` />` stands at the end of an empty element and nowhere else; Discourse writes it without the slash.
  return (raw, { followLinks }) =>
    sanitizeHtml(markdown.render(raw), allowed(followLinks)).replaceAll(' />', '>').trim();
}

// Runs after all inline parsing, so that `&#64;name` and `\@name` are mentions too, and `@name` in code is none.
function linkMentions(state: StateCore, names: Names): void {
  for (const block of state.tokens) {
    if (block.type !== 'inline' || !block.children) continue;
    let insideLink = 0;
    block.children = block.children.flatMap((token) => {
      if (token.type === 'link_open') insideLink += 1;
      if (token.type === 'link_close') insideLink -= 1;
      return token.type === 'text' && insideLink === 0 ? splitMentions(state, token, names) : [token];
    });
  }
}

function splitMentions(state: StateCore, token: Token, names: Names): Token[] {
  const pieces: Token[] = [];
  let end = 0;
  const add = (type: string, content: string): void => {
    const piece = new state.Token(type, '', 0);
    piece.content = content;
    piece.level = token.level;
    pieces.push(piece);
  };
  for (const found of token.content.matchAll(/(?<![\w@/＠])@(\w(?:[\w.-]{0,58}\w)?)/g)) {
    add('text', token.content.slice(end, found.index));
    add('html_inline', mention(found[1] ?? '', names));
    end = found.index + found[0].length;
  }
  if (end === 0) return [token];
  add('text', token.content.slice(end));
  return pieces;
}

function mention(name: string, names: Names): string {
  const address = encodeURIComponent(name.toLowerCase());
  if (names.isMember(name)) return `<a class="mention" href="/u/${address}">@${name}</a>`;
  const group = names.groupCalled(name);
  if (!group) return `<span class="mention">@${name}</span>`;
  return `<a class="mention-group${group.mentionable ? ' notify' : ''}" href="/groups/${address}">@${name}</a>`;
}

function allowed(followLinks: boolean): sanitizeHtml.IOptions {
  const foreign = followLinks ? 'noopener' : 'noopener nofollow ugc';
  return {
    allowedTags: [...cookedTags],
    allowedAttributes: {
      a: ['href', 'class', 'rel'],
      span: ['class'],
      div: ['class'],
      img: ['src', 'alt', 'title', 'width', 'height'],
      ol: ['start'],
      td: ['style'],
      th: ['style'],
      code: ['class'],
      abbr: ['title'],
    },
    allowedClasses: {
      a: ['mention', 'mention-group', 'notify'],
      span: ['mention'],
      div: ['md-table'],
      code: ['language-*', 'lang-*'],
    },
    allowedStyles: { '*': { 'text-align': [/^(?:left|right|center)$/] } },
    allowedSchemes: ['http', 'https', 'mailto'],
    transformTags: {
      a: (tag, { rel: _, ...attributes }) => {
        const isForeign = /^https?:/i.test(attributes['href'] ?? '');
        return { tagName: tag, attribs: isForeign ? { ...attributes, rel: foreign } : attributes };
      },
      code: (tag, attributes) => {
        const language = attributes['class']?.replace(/^language-/, 'lang-');
        return { tagName: tag, attribs: language === undefined ? {} : { class: language } };
      },
    },
  };
}

const plainTags = [
  ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'li', 'dl', 'dt', 'dd'],
  ...[
    'b',
    'i',
    'em',
    'strong',
    'del',
    's',
    'ins',
    'mark',
    'small',
    'sub',
    'sup',
    'kbd',
    'details',
    'summary',
  ],
  ...['table', 'thead', 'tbody', 'tr'],
];

/** Every element that cooked HTML may hold. */
export const cookedTags: readonly string[] = [
  ...plainTags,
  ...['a', 'span', 'div', 'img', 'ol', 'td', 'th', 'code', 'pre', 'abbr'],
];
