import { type Figure, figures } from '../../look/figures.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { sayNumber } from '../../look/when.ts';
import { texts } from '../texts/say.ts';
import { type NowReport, sumOf } from './now-report.ts';

/** The six numbers at the top: in, considered, sent, waiting, held, stuck. */
export function nowFigures({ overview }: NowReport, language: Language): Html {
  const { now: words } = texts[language];
  const { arrivals, decisions, recentOffers, openOffers } = overview;
  const say = (value: number) => sayNumber(value, language);
  const held = decisions.held + (recentOffers.held ?? 0) + (recentOffers.expired ?? 0);
  const waiting = (openOffers.waiting ?? 0) + (openOffers.sending ?? 0) + (openOffers.unknown ?? 0);
  const trouble = sumOf(overview.needsAPerson);
  const sent = (recentOffers.sent ?? 0) + (recentOffers.withdrawn ?? 0);
  return figures([
    {
      label: words.cameIn,
      value: say(arrivals.posts),
      hint: words.cameInHint(arrivals.webhooks, arrivals.repeated),
    },
    {
      label: words.considered,
      value: say(decisions.eventsConsidered),
      hint: words.consideredHint(decisions.offers),
    },
    { label: words.sent, value: say(sent), hint: words.sentHint(recentOffers.withdrawn ?? 0), tone: 'good' },
    { label: words.waiting, value: say(waiting), ...toned(waiting, 'waiting') },
    { label: words.held, value: say(held), hint: held === 0 ? words.heldNone : words.heldHint },
    {
      label: words.trouble,
      value: say(trouble),
      hint: trouble === 0 ? words.troubleNone : words.troubleHint,
      href: '/attention',
      ...toned(trouble, 'failed'),
    },
  ]);
}

function toned(count: number, tone: 'waiting' | 'failed'): Pick<Figure, 'tone'> {
  return count === 0 ? {} : { tone };
}
