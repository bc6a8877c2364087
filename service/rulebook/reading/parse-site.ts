import type { Contact } from '../care/contacts.ts';
import { defaultStopWords } from '../default-stop-words.ts';
import { parseFile } from './parse-file.ts';
import type { Problem } from '../problem.ts';
import { situations } from '../resources/resource.ts';
import { siteSchema } from '../language/schema.ts';
import type { Site } from '../site.ts';

type ContactText = Pick<Contact, 'name' | 'reach'> & {
  region?: string | undefined;
  url?: string | undefined;
};

export type ParsedSite = { ok: true; site: Site } | { ok: false; problems: Problem[] };

/** The text of `site.yml` to values; an empty text gives the defaults. */
export function parseSite(file: string, text: string): ParsedSite {
  const parsed = parseFile(file, text.trim() === '' ? '{}' : text, siteSchema);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  const languages = [...new Set([value.locale, ...(value.languages ?? [])])];
  const site: Site = {
    locale: value.locale,
    languages,
    timeZone: value.time_zone,
    voice: new Map(Object.entries(value.voice)),
    caps: {
      member: value.caps.member,
      memberSpacingMs: value.caps.member_spacing,
      forum: value.caps.forum,
      memberRule: value.caps.member_rule,
      topic: value.caps.topic,
      messages: value.caps.messages,
    },
    quietHours:
      value.quiet_hours === null
        ? null
        : { fromMinute: value.quiet_hours.from, toMinute: value.quiet_hours.to },
    privateCategories: value.private_categories,
    questions: { categories: value.questions.category, tags: value.questions.tag },
    ignoreCategories: value.ignore_categories,
    ignoreMembers: value.ignore_members.map((name) => name.toLowerCase()),
    situations: new Map(situations.map((situation) => [situation, value.situations[situation]])),
    calendars: new Map(Object.entries(value.calendars)),
    avoid: value.avoid,
    stopWords: new Map(Object.entries({ ...defaultStopWords, ...ownStopWords(value.stop_words) })),
    review: {
      decideWithinMs: value.review.decide_within ?? null,
      topic: value.review.topic ?? null,
      everyMs: value.review.every,
    },
    care: {
      approvers: value.care.approvers.map((name) => name.toLowerCase()),
      contacts: new Map(
        Object.entries(value.care.contacts).map(([locale, contacts]) => [
          locale,
          contacts.map(compileContact),
        ]),
      ),
    },
  };
  return { ok: true, site };
}

/** What was taught stays obeyed: it stands in the bot's profile and under the guides of before. */
function ownStopWords(own: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(own).map(([language, words]) => [
      language,
      [...words, ...(defaultStopWords[language] ?? []).filter(wasTaught)],
    ]),
  );
}

/** The first is taught now; the long ones have been. */
function wasTaught(words: string, index: number): boolean {
  return index === 0 || words.length >= 20;
}

function compileContact({ region, url, ...contact }: ContactText): Contact {
  return { ...contact, region: region ?? null, url: url ?? null };
}
