/** A forum as the listener of an installation finds it. */
export interface Housed {
  name: string;
  /** Where its pages are; null: the only forum of its installation, at every address. */
  publicUrl: string | null;
}

/** Which forum a request is for, and what it asks there. */
export interface Chosen<Forum> {
  forum: Forum;
  url: string;
}

const named = /^(\/hooks\/(?:discourse|rules)|\/events)\/([^/?]+)\/?(?=$|\?)/;

/**
 * Webhooks and events name their forum in the path, whatever host they come by, and so do pushes to its rules; pages belong
 * to the host they are asked from. Null: for no forum, or for the installation itself.
 */
export function chooseForum<Forum extends Housed>(
  forums: readonly Forum[],
  { url, hostname }: { url: string; hostname: string },
): Chosen<Forum> | null {
  const [all, place = '', name = ''] = named.exec(url) ?? [];
  if (all !== undefined) {
    const forum = forums.find((each) => each.name === name);
    // One forum has one repository of rules: its own app knows no name.
    const own = place === '/hooks/rules' ? place + url.slice(all.length) : url;
    return forum === undefined ? null : { forum, url: own };
  }
  const [only] = forums;
  if (only !== undefined && forums.length === 1) return { forum: only, url };
  const forum = forums.find(
    ({ publicUrl }) => publicUrl !== null && hostOf(publicUrl) === withoutDot(hostname.toLowerCase()),
  );
  return forum === undefined ? null : { forum, url };
}

function hostOf(address: string): string {
  return withoutDot(new URL(address).hostname);
}

/** A dot at the end names the same host. */
function withoutDot(host: string): string {
  return host.replace(/\.$/, '');
}
