import type { HookView } from '../discourse/wire/admin.ts';

/** Every way in which a webhook is not as it should be; empty when it is. */
export function whatIsWrongWith(hook: HookView, secret: string | null, events: readonly string[]): string[] {
  const lacks = events.filter((event) => !hook.events.includes(event));
  const tooMuch = hook.events.filter((event) => !events.includes(event));
  return [
    ...(hook.active ? [] : ['it is switched off']),
    ...(hook.contentType === 1 ? [] : ['it does not send JSON']),
    ...(hook.secret === null || secret === null || hook.secret === secret ? [] : ['it has another secret']),
    ...(hook.hasFilters ? ['it is kept to some categories, tags or groups'] : []),
    ...(hook.isWildcard ? ['it sends everything'] : []),
    ...(lacks.length > 0 && !hook.isWildcard ? [`lacks ${lacks.join(', ')}`] : []),
    ...(tooMuch.length > 0 && !hook.isWildcard ? [`sends ${tooMuch.join(', ')}, which nothing needs`] : []),
  ];
}
