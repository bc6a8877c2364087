import type { FastifyHelmetOptions } from '@fastify/helmet';

/** Pages of ours: nothing inline, nothing from elsewhere but pictures of members on the forum, never in a frame. */
export function pageHeaders(publicUrl: string | null, forumUrl: string | null): FastifyHelmetOptions {
  const pictures = forumUrl === null ? [] : [new URL(forumUrl).origin];
  return headers(publicUrl, {
    baseUri: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', ...pictures],
  });
}

/** Bull Board has a base element and writes style attributes; otherwise the same. */
export function queueHeaders(publicUrl: string | null): FastifyHelmetOptions {
  return headers(publicUrl, {
    baseUri: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    fontSrc: ["'self'", 'data:'],
  });
}

function headers(publicUrl: string | null, extra: Record<string, string[]>): FastifyHelmetOptions {
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        ...extra,
      },
    },
    // With `no-referrer` browsers would send `Origin: null` and no change would get through.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: isSecure ? { maxAge: 15_552_000, includeSubDomains: false } : false,
    // Needs https; on plain http browsers complain about it.
    crossOriginOpenerPolicy: isSecure ? { policy: 'same-origin' } : false,
    originAgentCluster: isSecure,
  };
}
