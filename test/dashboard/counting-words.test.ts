import { describe, expect, it } from 'vitest';
import { membersTexts } from '../../service/dashboard/texts/members.ts';
import { texts } from '../../service/dashboard/texts/say.ts';

const nothing = { hours: 24, posts: 0, considered: 0, sent: 0, waiting: 0, held: 0 };

describe('what is counted', () => {
  it.each([
    ['en', {}, 'In the last 24 hours no post came in.'],
    ['de', {}, 'In den letzten 24 Stunden kam kein Beitrag an.'],
    ['en', { posts: 1 }, 'In the last 24 hours 1 post came in, and no rule had to look.'],
    ['de', { posts: 1 }, 'In den letzten 24 Stunden kam 1 Beitrag an, und nichts betraf eine Regel.'],
    [
      'en',
      { considered: 2, held: 1 },
      'In the last 24 hours no post came in, and rules looked at 2 moments: 1 was held.',
    ],
  ] as const)('is a sentence without zeros (%s, %j)', (language, some, sentence) => {
    expect(texts[language].now.answer({ ...nothing, ...some })).toBe(sentence);
  });

  it('has its plural only where there are several', () => {
    const { en, de } = membersTexts;
    expect(en.answer(1, 1, 30)).toBe('1 member has a stage; in the last 30 days there was 1 move.');
    expect(en.answer(2, 0, 30)).toBe('2 members have a stage; in the last 30 days nobody moved.');
    expect(de.answer(1, 0, 30)).toBe(
      '1 Mitglied hat eine Phase; in den letzten 30 Tagen gab es keinen Wechsel.',
    );
    expect(texts.en.now.cameInHint(1, 0)).toBe('1 webhook');
  });

  it('names only what needs a person', () => {
    const stuck = { quarantined: 1, events: 0, offers: 0, review: 2 };
    expect(texts.en.attention.answer(stuck)).toBe(
      '1 webhook could not be read and 2 replies wait for approval on the forum.',
    );
    expect(texts.de.attention.answer(stuck)).toBe(
      '1 Webhook war nicht lesbar und 2 Antworten warten im Forum auf Freigabe.',
    );
  });
});
