/**
 * The setting `discourse_connect_provider_secrets`: lines of `host|secret`. Which sites may sign people in with their
 * forum account, and how each proves that it is itself.
 */
export function signInSecretOf(setting: string, host: string): string | null {
  return signInSecretsOf(setting, host)[0] ?? null;
}

/** All that are good for this host: two, while one takes the place of the other. */
export function signInSecretsOf(setting: string, host: string): string[] {
  return pairs(setting).flatMap(([name, secret]) => (name === host ? [secret] : []));
}

/** The same with this host's secrets; other sites keep theirs. */
export function withSignInSecrets(setting: string, host: string, secrets: readonly string[]): string {
  const others = pairs(setting).filter(([name]) => name !== host);
  const own = secrets.map((secret) => [host, secret] as const);
  return [...others, ...own].map((pair) => pair.join('|')).join('\n');
}

export function withoutSignInSecret(setting: string, host: string): string {
  return pairs(setting)
    .filter(([name]) => name !== host)
    .map((pair) => pair.join('|'))
    .join('\n');
}

/** Discourse parts at every line end and every bar alike. */
function pairs(setting: string): (readonly [host: string, secret: string])[] {
  const parts = setting.split(/[\n|]/).map((part) => part.trim());
  const found: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) found.push([parts[at] ?? '', parts[at + 1] ?? '']);
  return found.filter(([host]) => host !== '');
}
