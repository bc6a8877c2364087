import { reason } from '../conditions/check.ts';
import { anotherOne, itIs, onKind } from './matcher.ts';

/** What other systems tell. A field that was not sent is not what a rule asks for. */
export const outsideMatcher = {
  event: onKind('outside.event', ({ type, data }, { rule: { details } }) => {
    if (details.type !== type) return anotherOne('type', [details.type ?? ''], type);
    const sent = new Map(data);
    for (const [name, wanted] of details.data) {
      const value = sent.get(name);
      if (value === undefined || !wanted.includes(value))
        return anotherOne('data', [`${name}: ${wanted.join(', ')}`], `${name}: ${value ?? '–'}`);
    }
    return itIs(reason('outside_event_came', { type }));
  }),
} as const;
