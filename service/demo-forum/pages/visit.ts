import type { FastifyRequest } from 'fastify';

import { chooseLanguage } from '../../look/language.ts';
import type { Language } from '../../look/language.ts';
import type { DemoForum } from '../demo-forum.ts';
import { isStaff } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import type { Words } from './words/en.ts';

export interface PageOptions {
  /** Texts to try with one click; `categoryId` is Support unless said. */
  samples?: readonly { title: string; raw: string; categoryId?: number }[];
  /** Where the Waypost dashboard is. */
  dashboardUrl?: string;
}

/** One look at the forum: through whose eyes, in which language. */
export interface Visit {
  forum: DemoForum;
  options: PageOptions;
  language: Language;
  words: Words;
  member: ForumMember;
  /** Members that a visitor can be. */
  choices: readonly ForumMember[];
  now: Date;
}

export const memberCookie = 'demo_member';

/** Nobody signs in: a visitor is the member chosen last, at first the newest newcomer. */
export function visitOf(forum: DemoForum, options: PageOptions, request: FastifyRequest): Visit {
  const language = chooseLanguage(request.headers['accept-language']);
  const choices = choicesOf(forum);
  const [first] = choices;
  if (!first)
    throw new Error(
      'demo forum: there is no member to look through; open the forum with its first content (seed)',
    );
  const chosen = choices.find((member) => member.username === request.cookies[memberCookie]);
  return {
    forum,
    options,
    language,
    words: language === 'de' ? de : en,
    member: chosen ?? first,
    choices,
    now: forum.core.now(),
  };
}

/** The newest newcomer, a regular and a moderator. */
function choicesOf(forum: DemoForum): ForumMember[] {
  const people = forum.members.filter((member) => member.id > 0 && member.username !== forum.botUsername);
  const newcomer = people.findLast((member) => member.trustLevel === 0);
  const regular = people.find((member) => member.trustLevel >= 2 && !isStaff(member));
  const staff = people.find(isStaff);
  const found = [newcomer, regular, staff].filter((member) => member !== undefined);
  return found.length > 0 ? found : people.slice(0, 3);
}

export function roleOf(visit: Visit, member: ForumMember): string {
  const { roles } = visit.words;
  if (member.username === visit.forum.botUsername) return roles.guide;
  if (isStaff(member)) return roles.staff;
  if (member.trustLevel === 0) return roles.newcomer;
  return member.trustLevel >= 2 ? roles.regular : roles.member;
}
