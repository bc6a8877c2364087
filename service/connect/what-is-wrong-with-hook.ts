import type { HookView } from '../discourse/wire/admin.ts';

/** One way in which a webhook is not as it should be. */
export type HookFault =
  | { is: 'switched_off' | 'not_json' | 'other_secret' | 'filtered' | 'wildcard' }
  | { is: 'lacks_events' | 'needless_events'; names: readonly string[] };

/** Every way in which a webhook is not as it should be; empty when it is. */
export function whatIsWrongWith(
  hook: HookView,
  secret: string | null,
  events: readonly string[],
): HookFault[] {
  const lacks = events.filter((event) => !hook.events.includes(event));
  const tooMuch = hook.events.filter((event) => !events.includes(event));
  const hasOtherSecret = hook.secret !== null && secret !== null && hook.secret !== secret;
  const faults: (HookFault | null)[] = [
    hook.active ? null : { is: 'switched_off' },
    hook.contentType === 1 ? null : { is: 'not_json' },
    hasOtherSecret ? { is: 'other_secret' } : null,
    hook.hasFilters ? { is: 'filtered' } : null,
    hook.isWildcard ? { is: 'wildcard' } : null,
    lacks.length > 0 && !hook.isWildcard ? { is: 'lacks_events', names: lacks } : null,
    tooMuch.length > 0 && !hook.isWildcard ? { is: 'needless_events', names: tooMuch } : null,
  ];
  return faults.filter((fault) => fault !== null);
}
