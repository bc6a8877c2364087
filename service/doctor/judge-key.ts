import { botScopes, pluginScopes } from '../connect/bot-scopes.ts';
import { type Finding, findingsAbout } from './finding.ts';

/** What the forum says of the kept key. */
export interface KeySeen {
  /** Null: refused. Empty: it may do all that its account may. */
  scopes: readonly string[] | null;
  /** Whether it opens what is for administrators alone; null: could not be asked. */
  isAdmin: boolean | null;
  /** Good for whatever account is named beside it. */
  isForEverybody?: boolean;
  hasPlugin: boolean;
  /** Suspended accounts are refused whatever their key may do. */
  isSuspended?: boolean;
}

const about = findingsAbout('key');
const again = 'waypost connect makes a new one with the right scopes';

export function judgeKey({ scopes, isAdmin, hasPlugin, ...seen }: KeySeen): Finding[] {
  if (scopes === null && seen.isSuspended === true)
    return [about.notChecked('whether the key is good: its account is suspended, and refused everywhere')];
  if (scopes === null)
    return [
      about.bad(
        'the forum refuses the key',
        'it is revoked, or belongs to another account: nothing can be read or sent',
        again,
      ),
    ];
  const findings: Finding[] = [];
  if (isAdmin === true)
    findings.push(
      about.bad(
        'the key opens what is for administrators alone',
        'whoever gets hold of it owns the forum',
        `${again}; revoke this one`,
      ),
    );
  if (seen.isForEverybody === true)
    findings.push(
      about.bad(
        'the key is bound to no account',
        'whoever gets hold of it may act as anybody on the forum, administrators included',
        `${again}; revoke this one`,
      ),
    );
  if (scopes.length === 0)
    return [
      ...findings,
      about.bad(
        'the key has no limits',
        'it may do all that the bot may, for ever',
        `${again}; revoke this one`,
      ),
    ];
  const lacks = Object.entries(botScopes).filter(([scope]) => !scopes.includes(scope));
  for (const [scope, what] of lacks)
    findings.push(about.bad(`the key lacks ${scope}`, `it is needed ${what}`, again));
  const lacksOfPlugin = Object.entries(pluginScopes).filter(
    ([scope]) => hasPlugin && !scopes.includes(scope),
  );
  for (const [scope, what] of lacksOfPlugin)
    findings.push(
      about.warning(`the key lacks ${scope}`, `the forum has the plugin; it is needed ${what}`, again),
    );
  const tooMuch = scopes.filter((scope) => !(scope in botScopes) && !(scope in pluginScopes));
  if (tooMuch.length > 0)
    findings.push(
      about.warning(
        `the key may do more than it needs: ${tooMuch.join(', ')}`,
        'what a key may do, its thief may do',
        again,
      ),
    );
  if (findings.length > 0) return findings;
  return [about.good(`the key has the ${scopes.length} scopes that Waypost needs, and no more`)];
}
