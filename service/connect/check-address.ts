/** An address that Waypost may be told of, or a sentence that says why not. */
export type CheckedAddress =
  | { ok: true; url: string; host: string; isPrivate: boolean }
  | { ok: false; why: string };

const privateNames = /(^|\.)(localhost|local|internal|intranet|lan|home|test)$/;
/** Whole addresses only: `10.example.org` is anybody's. */
const privateNumbers =
  /^(127\.\d+|10\.\d+|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.\d+\.\d+$|^0\.0\.0\.0$/;
const privateV6 = /^\[?(::1\]?$|f[cd][0-9a-f]{2}:|fe80:)/;

/** Whether a host can be reached from within one's own network only, as far as its name tells. */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase();
  if (privateV6.test(name)) return true;
  return privateNumbers.test(name) || privateNames.test(name) || !/[.:]/.test(name);
}

/**
 * The address of a forum, or of Waypost: a path may follow the host, what comes after it is dropped. Without encryption
 * only where nobody else listens.
 */
export function checkAddress(given: string, what: 'forum' | 'waypost'): CheckedAddress {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`;
  const url = URL.parse(text);
  const example = what === 'forum' ? 'https://forum.example' : 'https://waypost.example';
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
    return {
      ok: false,
      why: `${JSON.stringify(given)} is no web address; expected something like ${example}`,
    };
  if (url.username !== '' || url.password !== '')
    return { ok: false, why: `${url.host}: leave name and password out of the address` };
  const isPrivate = isPrivateHost(url.hostname);
  if (url.protocol === 'http:' && !isPrivate) return { ok: false, why: unsafe[what](url.host) };
  return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, host: url.hostname, isPrivate };
}

const unsafe = {
  forum: (host: string) =>
    `http://${host} is not encrypted: everybody on the way could read the admin key. Use https://${host}`,
  waypost: (host: string) =>
    `http://${host} is not encrypted: everybody on the way could read what members write. Put a proxy with a certificate before Waypost and name https://${host}`,
};
