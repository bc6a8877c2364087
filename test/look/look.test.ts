import { describe, expect, it } from 'vitest';
import { html } from '../../service/look/html.ts';
import { chooseLanguage } from '../../service/look/language.ts';
import { page } from '../../service/look/page.ts';
import { sayDuration, sayWhen, when } from '../../service/look/when.ts';

const now = new Date('2026-11-21T12:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('a moment', () => {
  it.each([
    [-2, 'just now', 'gerade eben'],
    [-45, '45 seconds ago', 'vor 45 Sekunden'],
    [-119, '1 minute ago', 'vor 1 Minute'],
    [-7_300, '2 hours ago', 'vor 2 Stunden'],
    [400, 'in 6 minutes', 'in 6 Minuten'],
    [-40 * 86_400, '1 month ago', 'vor 1 Monat'],
  ])('%s seconds from now reads "%s"', (seconds, en, de) => {
    expect(sayWhen(after(seconds), now, 'en')).toBe(en);
    expect(sayWhen(after(seconds), now, 'de')).toBe(de);
  });

  it('carries the exact time for the pointer and for screen readers', () => {
    const { text } = when(after(-45), now, 'en');

    expect(text).toContain('datetime="2026-11-21T11:59:15.000Z"');
    expect(text).toContain('title="Nov 21, 2026, 11:59:15 AM UTC"');
    expect(text).toContain('<span class="only-read"> (Nov 21, 2026, 11:59:15 AM UTC)</span>');
  });

  it('lasts as long as it says', () => {
    expect(sayDuration(90_000, 'en')).toBe('1 minute');
    expect(sayDuration(-5, 'de')).toBe('0 Sekunden');
  });
});

describe('a language', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['en-GB', 'en'],
    ['fr,de;q=0.3,en;q=0.8', 'en'],
    ['fr', 'en'],
    [undefined, 'en'],
    [';;;,,q=x', 'en'],
  ])('asked for as %s is %s', (wish, language) => {
    expect(chooseLanguage(wish)).toBe(language);
  });
});

describe('a page', () => {
  const text = page({
    language: 'de',
    title: '<Jetzt>',
    question: 'Läuft alles?',
    body: html`<p>ja</p>`,
    refreshSeconds: 4,
  });

  it('holds under a policy that allows nothing inline', () => {
    expect(text).not.toMatch(/<style|style="|\son[a-z]+="|<script(?! src=")/);
  });

  it('has one heading, landmarks and a way past them, in its language', () => {
    expect(text).toContain('<html lang="de">');
    expect(text.match(/<h1/g)).toHaveLength(1);
    expect(text).toContain('<h1>&lt;Jetzt&gt;</h1>');
    expect(text).toContain('href="#content">Zum Inhalt</a>');
    expect(text).toContain('role="status"');
  });
});
