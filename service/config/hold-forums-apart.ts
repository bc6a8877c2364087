import type { ListedForum } from './read-forums-file.ts';

/** What two forums must not have in common: who knows it of one would be let in, or believed, at the other. */
const ownSecrets = [
  'DISCOURSE_API_KEY',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
  'EVENTS_SECRET',
  'EVENTS_SECRET_PREVIOUS',
  'DISCOURSE_CONNECT_SECRET',
  'DISCOURSE_CONNECT_SECRET_PREVIOUS',
  'DASHBOARD_PASSWORD',
];

/**
 * Faults of forums beside each other. Each has a host for its pages: browsers keep cookies and scripts of one host from
 * another, which no path does.
 */
export function faultsBetween(
  forums: readonly (ListedForum & { settled: Readonly<Record<string, string | undefined>> })[],
): string[] {
  const faults: string[] = [];
  const seen = new Map<string, string>();
  const once = (kind: string, value: string, name: string): string | null => {
    const key = `${kind} ${value}`;
    const before = seen.get(key) ?? null;
    if (before === null) seen.set(key, name);
    return before;
  };
  for (const { name, settled, placeOf } of forums) {
    const { DISCOURSE_URL: url, PUBLIC_URL: pages } = settled;
    const twin = url === undefined ? null : once('forum', placeOfSite(url), name);
    if (twin !== null)
      faults.push(
        `${placeOf('DISCOURSE_URL')}DISCOURSE_URL: is also that of ${twin}; expected each forum once`,
      );
    const where = pages === undefined ? null : URL.parse(pages);
    if (pages === undefined && forums.length > 1)
      faults.push(
        `${placeOf()}PUBLIC_URL: missing; of several forums each needs an address for its pages, with a host of its own: https://waypost.${name}.example`,
      );
    if (where !== null && where.pathname !== '/')
      faults.push(
        `${placeOf('PUBLIC_URL')}PUBLIC_URL: ${JSON.stringify(pages)} has a path; expected a host of its own for the pages of each forum`,
      );
    const neighbour = where === null ? null : once('host', hostOf(where), name);
    if (neighbour !== null)
      faults.push(
        `${placeOf('PUBLIC_URL')}PUBLIC_URL: ${JSON.stringify(where === null ? pages : hostOf(where))} is also the host of ${neighbour}; expected a host of its own, so that browsers keep the two apart`,
      );
    for (const secret of ownSecrets) {
      const value = settled[secret];
      const other = value === undefined ? null : once(secret.replace('_PREVIOUS', ''), value, name);
      if (other !== null && other !== name)
        faults.push(
          `${placeOf(secret)}${secret}: is also that of ${other}; expected one of its own for each forum`,
        );
    }
  }
  return faults;
}

/** Without the scheme and what a browser leaves out: `http://Forum.example:80/` is `https://forum.example`. */
function placeOfSite(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  return `${hostOf(url)}:${url.port}${url.pathname.replace(/\/+$/, '')}`.toLowerCase();
}

/** A dot at the end names the same host. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '');
}
