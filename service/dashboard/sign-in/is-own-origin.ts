/**
 * Whether a request that changes something comes from a page of ours. Browsers send `Origin` with every POST;
 * one without it, or with `null`, is refused.
 */
export function isOwnOrigin(
  request: { origin: string | undefined; host: string },
  publicUrl: string | null,
): boolean {
  if (!request.origin || !URL.canParse(request.origin)) return false;
  const { host } = new URL(request.origin);
  return host === request.host || (publicUrl !== null && host === new URL(publicUrl).host);
}

/** A path of ours to go on to after signing in; `/` for anything else. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(path) && !path.startsWith('/login') ? path : '/';
}
