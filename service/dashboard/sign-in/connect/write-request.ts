import { signPayload } from './signature.ts';

export interface SignInRequest {
  /** Address of the forum, without a slash at the end. */
  forumUrl: string;
  secret: string;
  /** Comes back in the answer. */
  nonce: string;
  returnUrl: string;
  /** Answer at once, without asking anybody to sign in. */
  isQuiet: boolean;
}

/** Where a browser goes so that the forum says who sits before it (DiscourseConnect, the forum as the provider). */
export function writeSignInRequest(request: SignInRequest): string {
  const { forumUrl, secret, nonce, returnUrl, isQuiet } = request;
  const said = new URLSearchParams({
    nonce,
    return_sso_url: returnUrl,
    ...(isQuiet ? { prompt: 'none' } : {}),
  });
  const sso = Buffer.from(said.toString()).toString('base64');
  return `${forumUrl}/session/sso_provider?${new URLSearchParams({ sso, sig: signPayload(secret, sso) }).toString()}`;
}
