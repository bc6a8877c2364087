import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isPrivateAddress } from './private-addresses.ts';

export interface FetchDeps {
  /** Host names, lower case, that may be private and without TLS. */
  privateHosts: ReadonlySet<string>;
  timeoutMs?: number;
}

/** What was said of a calendar last, so that nothing is sent twice. */
export interface Remembered {
  etag: string | null;
  lastModified: string | null;
}

export type Fetched =
  | ({ outcome: 'read'; text: string } & Remembered)
  | { outcome: 'unchanged' }
  /** `why` says in words what stands against it, and holds nothing of the answer. */
  | { outcome: 'failed'; why: string };

export const longestCalendar = 1024 * 1024;
const mostRedirects = 3;

/**
 * Reads a calendar over HTTPS: within fifteen seconds, at most 1 MiB, only from public addresses - the address that is
 * connected to is the one that was judged, at each redirect anew - and only when it has changed.
 */
export async function fetchCalendar(
  deps: FetchDeps,
  address: string,
  remembered: Remembered,
): Promise<Fetched> {
  const signal = AbortSignal.timeout(deps.timeoutMs ?? 15_000);
  let url = address;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const answer = await ask(deps, url, remembered, signal);
    if (!('redirect' in answer)) return answer;
    if (!URL.canParse(answer.redirect, url)) return failed('it redirects to no address');
    url = new URL(answer.redirect, url).href;
  }
  return failed(`it redirects more than ${mostRedirects} times`);
}

async function ask(
  deps: FetchDeps,
  address: string,
  remembered: Remembered,
  signal: AbortSignal,
): Promise<Fetched | { redirect: string }> {
  const url = new URL(address.replace(/^webcal:/i, 'https:'));
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const isTrusted = deps.privateHosts.has(host);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isTrusted))
    return failed('it is not an https address');
  if (!isTrusted && isIP(host) !== 0 && isPrivateAddress(host)) return failed(notPublic(host));
  try {
    const response = await send(url, { remembered, signal, isTrusted });
    return await readAnswer(response, host);
  } catch (error) {
    if (signal.aborted) return failed('it did not answer in time');
    return failed(error instanceof PrivateHostError ? error.message : sayError(error));
  }
}

function send(
  url: URL,
  how: { remembered: Remembered; signal: AbortSignal; isTrusted: boolean },
): Promise<IncomingMessage> {
  const { etag, lastModified } = how.remembered;
  const options = {
    signal: how.signal,
    headers: {
      accept: 'text/calendar',
      'accept-encoding': 'identity',
      'user-agent': 'Waypost',
      ...(etag === null ? {} : { 'if-none-match': etag }),
      ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
    },
    ...(how.isTrusted ? {} : { lookup: publicOnly }),
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'http:' ? requestPlain(url, options) : requestSecure(url, options);
    request.on('response', resolve).on('error', reject).end();
  });
}

async function readAnswer(response: IncomingMessage, host: string): Promise<Fetched | { redirect: string }> {
  const { statusCode = 0, headers } = response;
  const { location } = headers;
  if (statusCode === 200) {
    const text = await readBody(response);
    if (text === null) return failed(`it is larger than ${longestCalendar} bytes`);
    return {
      outcome: 'read',
      text,
      etag: headers.etag ?? null,
      lastModified: headers['last-modified'] ?? null,
    };
  }
  response.destroy();
  if (statusCode === 304) return { outcome: 'unchanged' };
  if ([301, 302, 303, 307, 308].includes(statusCode) && location !== undefined) return { redirect: location };
  return failed(`${host} answered ${statusCode}`);
}

async function readBody(response: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > longestCalendar) {
      response.destroy();
      return null;
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

class PrivateHostError extends Error {
  override name = 'PrivateHostError';
}

/** A name with one private address among public ones is refused too: the next attempt might take that one. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error !== null || first === undefined) return callback(error ?? new Error('no address'), '');
    if (found.some(({ address }) => isPrivateAddress(address)))
      return callback(new PrivateHostError(notPublic(hostname)), '');
    return options.all ? callback(null, found) : callback(null, first.address, first.family);
  });
};

function notPublic(host: string): string {
  return `${host} is a private address; name it in PRIVATE_CALENDAR_HOSTS if it is meant`;
}

function sayError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return `it cannot be reached (${code})`;
}

function failed(why: string): Fetched {
  return { outcome: 'failed', why };
}
