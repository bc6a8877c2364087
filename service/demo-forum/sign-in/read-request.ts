import { createHmac, timingSafeEqual } from 'node:crypto';

import { settingValue } from '../admin/setting-routes.ts';
import type { ForumCore } from '../forum-core.ts';

/** What a site asks when it sends somebody here to sign in (DiscourseConnect, this forum as the provider). */
export interface SignInRequest {
  /** The secret of the site, which the answer is signed with. */
  secret: string;
  returnUrl: string;
  isQuiet: boolean;
  isLogout: boolean;
  /** All that was said; it goes back with the answer. */
  said: ReadonlyMap<string, string>;
}

/** A request that Discourse would refuse, and with which status. */
export interface RefusedSignIn {
  status: 400 | 404 | 422;
  text: string;
}

/** Reads and checks `sso` and `sig` by the site's settings, as Discourse does. */
export function readSignInRequest(
  core: ForumCore,
  { sso, sig }: { sso: string; sig: string },
): SignInRequest | RefusedSignIn {
  if (settingValue(core, 'enable_discourse_connect_provider') !== 'true')
    return { status: 404, text: 'Signing in by this forum is switched off.' };
  const said = new Map(new URLSearchParams(Buffer.from(sso, 'base64').toString('utf8')));
  const returnUrl = said.get('return_sso_url') ?? '';
  const isReadable = sso !== '' && !/[^A-Za-z0-9=\r\n/+]/.test(sso);
  if (!isReadable || !URL.canParse(returnUrl)) return { status: 422, text: 'Login Error' };
  const secrets = secretsFor(core, new URL(returnUrl).hostname);
  if (secrets.length === 0) return { status: 400, text: 'DiscourseConnect secret is missing for this site.' };
  const secret = secrets.find((one) => isSigned(one, sso, sig));
  if (secret === undefined) return { status: 422, text: 'Login Error' };
  const prompt = said.get('prompt');
  if (prompt !== undefined && prompt !== 'none')
    return { status: 400, text: 'Invalid value for parameter prompt' };
  return { secret, returnUrl, isQuiet: prompt === 'none', isLogout: said.get('logout') === 'true', said };
}

export function signSignIn(secret: string, sso: string): string {
  return createHmac('sha256', secret).update(sso).digest('hex');
}

/** `discourse_connect_provider_secrets` holds lines of `host|secret`; a host may have stars, and several lines. */
function secretsFor(core: ForumCore, host: string): string[] {
  const lines = settingValue(core, 'discourse_connect_provider_secrets').split('\n');
  return lines.flatMap((line) => {
    const [pattern = '', secret = ''] = line.split('|');
    const parts = pattern.split('*').map((part) => RegExp.escape(part));
    return secret !== '' && new RegExp(`^${parts.join('[^/]*')}$`).test(host) ? [secret] : [];
  });
}

function isSigned(secret: string, sso: string, sig: string): boolean {
  const expected = Buffer.from(signSignIn(secret, sso));
  const given = Buffer.from(sig);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
