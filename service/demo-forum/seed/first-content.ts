import type { TrustLevel } from '../../model/member.ts';
import type { ForumCategory } from '../state/records.ts';

export const seedCategories: readonly ForumCategory[] = [
  {
    ...{ id: 5, name: 'Support', slug: 'support', color: '1B6B58', parentId: null, readRestricted: false },
    description: 'Questions about using the app, answered by members.',
  },
  {
    ...{ id: 6, name: 'Beginners', slug: 'beginners', color: '8F5200', parentId: 5, readRestricted: false },
    description: 'First steps. No question is too small.',
  },
  {
    ...{ id: 7, name: 'Lounge', slug: 'lounge', color: '2A5CA8', parentId: null, readRestricted: false },
    description: 'Everything else, in English oder auf Deutsch.',
  },
  {
    ...{ id: 8, name: 'Staff', slug: 'staff', color: 'B3261E', parentId: null, readRestricted: true },
    description: 'Seen by staff only.',
  },
];

interface SeedMember {
  id: number;
  username: string;
  name: string;
  trustLevel: TrustLevel;
  joinedDaysAgo: number;
  moderator?: boolean;
  title?: string;
  locale?: string;
  timeZone?: string;
  isHelper?: boolean;
}

/** Nova has never written, so that her first post is her first ever. */
export const seedMembers: readonly SeedMember[] = [
  { id: 3, username: 'nova', name: 'Nova', trustLevel: 0, joinedDaysAgo: 0 },
  {
    id: 4,
    username: 'ren',
    name: 'Ren',
    trustLevel: 2,
    joinedDaysAgo: 240,
    isHelper: true,
    timeZone: 'Europe/Berlin',
  },
  {
    id: 5,
    username: 'mira',
    name: 'Mira',
    trustLevel: 4,
    joinedDaysAgo: 700,
    moderator: true,
    title: 'Moderator',
    isHelper: true,
  },
  { id: 6, username: 'tariq', name: 'Tariq', trustLevel: 1, joinedDaysAgo: 30 },
  {
    id: 7,
    username: 'jonna',
    name: 'Jonna',
    trustLevel: 3,
    joinedDaysAgo: 500,
    locale: 'de',
    timeZone: 'Europe/Berlin',
  },
];

const [ren, mira, tariq, jonna] = [4, 5, 6, 7] as const;

interface SeedTopic {
  title: string;
  categoryId: number;
  posts: readonly { by: number; daysAgo: number; raw: string; replyTo?: number }[];
}

export const seedTopics: readonly SeedTopic[] = [
  {
    title: 'Welcome: what this place is for',
    categoryId: 7,
    posts: [
      {
        by: mira,
        daysAgo: 60,
        raw: 'Good to have you here.\n\nAsk in **Support** when something does not work, in **Beginners** when you are just starting, and talk about anything else right here. Write in the language you like best; somebody will understand it.',
      },
      {
        by: jonna,
        daysAgo: 59,
        raw: 'Schön gesagt. Auf Deutsch geht es hier genauso gut, ich lese alles mit.',
      },
    ],
  },
  {
    title: 'The sync icon keeps spinning after an update',
    categoryId: 5,
    posts: [
      {
        by: tariq,
        daysAgo: 9,
        raw: 'Since the update of last week the sync icon on my phone never stops. The data seems to be there on the laptop. Did I break something?',
      },
      {
        by: ren,
        daysAgo: 8.9,
        raw: 'You broke nothing. Sign out on the phone, sign in again, and leave it on Wi-Fi for ten minutes: it rebuilds its index once.\n\nIf it still spins after that, tell us which version is shown under *Settings → About*.',
        replyTo: 1,
      },
      { by: tariq, daysAgo: 8.8, raw: 'That was it. It took about six minutes. Thank you, Ren.', replyTo: 2 },
    ],
  },
  {
    title: 'How do you keep your projects tidy?',
    categoryId: 7,
    posts: [
      {
        by: ren,
        daysAgo: 21,
        raw: 'I have forty projects and find nothing any more. How do you do it?\n\n1. one project for each customer\n2. one for each year\n3. something clever that I have not thought of',
      },
      {
        by: mira,
        daysAgo: 20.5,
        raw: 'One for each customer, and a tag for the year. The rest is **archive early**: what has slept for a month goes away.',
      },
      { by: tariq, daysAgo: 20, raw: 'Number two, and I regret it every January.' },
    ],
  },
  {
    title: 'Welche Tastenkürzel benutzt ihr jeden Tag?',
    categoryId: 6,
    posts: [
      {
        by: jonna,
        daysAgo: 14,
        raw: 'Ich fange mal an: `Strg` + `K` öffnet die Suche von überall, und mit `G` dann `P` bin ich bei meinen Projekten. Was habe ich übersehen?',
      },
      {
        by: ren,
        daysAgo: 13.5,
        raw: 'Mit `?` bekommst du die ganze Liste. Mein liebstes ist `E`, damit landet alles im Archiv.',
        replyTo: 1,
      },
    ],
  },
  {
    title: 'Charts look blurry when I print them',
    categoryId: 5,
    posts: [
      {
        by: tariq,
        daysAgo: 4,
        raw: 'On the screen the charts are sharp, on paper they look as if they had been photographed. I print from the browser on A4.',
      },
      {
        by: mira,
        daysAgo: 3.8,
        raw: 'Choose *Print → Chart as vector* before you print. The browser copies pixels otherwise, and paper has many more of them than a screen.',
        replyTo: 1,
      },
    ],
  },
  {
    title: 'Staff notes for this week',
    categoryId: 8,
    posts: [
      {
        by: mira,
        daysAgo: 2,
        raw: 'Two members asked about invoices by mail. I have answered both; the page about billing needs a new picture.',
      },
    ],
  },
];
