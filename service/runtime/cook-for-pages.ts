import sanitizeHtml from 'sanitize-html';
import { cookedTags, createCook } from '../demo-forum/posting/cook.ts';

/**
 * Markdown as the forum would show it, made harmless for pages of ours: nobody is mentioned by it, addresses of the forum
 * itself lead there, and pictures are links. A picture from elsewhere would tell its host who looks at a guide, and when.
 */
export function cookForPages(forumUrl: string | null = null): (markdown: string) => string {
  const cook = createCook({ isMember: () => false, groupCalled: () => null });
  const options = forPages(forumUrl);
  return (markdown) => sanitizeHtml(withoutPictures(cook(markdown, { followLinks: false })), options).trim();
}

/** Cooked HTML has been sanitized, so that every attribute stands in double quotes, escaped. */
function withoutPictures(cooked: string): string {
  return cooked
    .replace(/<a [^>]*>.*?<\/a>/gs, (link) =>
      link.replace(picture, (found) => `🖼 ${attribute(found, 'alt')}`),
    )
    .replace(picture, (found) => {
      const address = attribute(found, 'src');
      return `<a href="${address}" rel="noopener nofollow ugc">🖼 ${attribute(found, 'alt') || address}</a>`;
    });
}

const picture = /<img\b[^>]*>/g;

function attribute(element: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1] ?? '';
}

function forPages(forumUrl: string | null): sanitizeHtml.IOptions {
  return {
    allowedTags: [...cookedTags],
    // Alignment in tables is a style, which our pages allow nowhere.
    allowedAttributes: {
      a: ['href', 'class', 'rel'],
      span: ['class'],
      div: ['class'],
      ol: ['start'],
      code: ['class'],
      abbr: ['title'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    transformTags: {
      a: (tagName, { href, ...others }) => {
        const address = onForum(href, forumUrl);
        return { tagName, attribs: address === null ? others : { href: address, ...others } };
      },
    },
  };
}

/** An address as it means on the forum; null for one that leads nowhere a browser may be sent. */
function onForum(address: string | undefined, forumUrl: string | null): string | null {
  if (address === undefined || address === '') return null;
  const root = forumUrl === null ? undefined : new URL(forumUrl);
  // A forum below a path writes its own addresses with that path, and authors write them without.
  const below = root?.pathname.replace(/\/$/, '') ?? '';
  const isOwn = /^\/(?!\/)/.test(address) && !address.startsWith(`${below}/`);
  const found = URL.parse(isOwn ? below + address : address, root);
  return found !== null && ['http:', 'https:', 'mailto:'].includes(found.protocol) ? found.href : null;
}
