import type { Addressed, ConnectTrouble } from './trouble.ts';

/** An address that Waypost may be told of, or why not. */
export type CheckedAddress =
  | { ok: true; url: string; host: string; isPrivate: boolean }
  | { ok: false; trouble: ConnectTrouble };

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
export function checkAddress(given: string, of: Addressed): CheckedAddress {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
    return { ok: false, trouble: { code: 'no_address', given, of } };
  if (url.username !== '' || url.password !== '')
    return { ok: false, trouble: { code: 'password_in_address', host: url.host } };
  const isPrivate = isPrivateHost(url.hostname);
  if (url.protocol === 'http:' && !isPrivate)
    return { ok: false, trouble: { code: 'not_encrypted', host: url.host, of } };
  return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, host: url.hostname, isPrivate };
}
