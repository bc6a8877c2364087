import type { Guide } from '../../model/plugin.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { renderCard } from './render-card.ts';

/** Words where a guide names the member or the topic: the directory is read by everybody, about nothing in particular. */
const nobody = {
  en: { member: 'there', topic: 'your topic' },
  de: { member: 'zusammen', topic: 'dein Thema' },
} as const;

/** Every guide in every language, in the order of its id, as members find it on the forum; those for hard moments are not listed. */
export function listDirectory({ resources }: Pick<Rulebook, 'resources'>): Guide[] {
  return [...resources.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id, owner, reviewedOn, tone, variants }) =>
      [...variants].map(([locale, text]) => {
        const slots = locale.startsWith('de') ? nobody.de : nobody.en;
        const card = renderCard(text, { locale, slots });
        return { ...card, id, locale, owner, reviewedOn, listed: tone !== 'care' };
      }),
    );
}
