import type { RulesTexts } from './rules-texts.ts';

const number = (value: number) => new Intl.NumberFormat('en').format(value);
const many = (count: number, one: string, more: string) => `${number(count)} ${count === 1 ? one : more}`;

/** What the page about rules says. */
export const rulesEn: RulesTexts = {
  title: 'Rules',
  question: 'Which rules are in force, and what did they do this week?',
  answer: ({ rules, live, shadow, other, liveWithoutPlugin }) =>
    `${[
      `${many(rules, 'rule decides', 'rules decide')}: ${number(live)} live`,
      ...(shadow === 0 ? [] : [`${number(shadow)} in shadow`]),
      ...(other === 0 ? [] : [`${number(other)} in draft or review`]),
    ].join(', ')}.${
      liveWithoutPlugin === 0
        ? ''
        : ` Of the live ones ${number(liveWithoutPlugin)} can show nothing until the forum has the plugin.`
    }`,
  rejected: 'The newest rule files are not in force',
  rejectedMeans: (count) =>
    `${many(count, 'fault was', 'faults were')} found, so the last good version goes on deciding. It is replaced as soon as the files are right.`,
  rejectedCheck: 'The same check on your machine:',
  none: 'No rules are loaded',
  noneNext: 'RULES_PATH names the folder with the rule files. rules/README.md says how to write one.',
  version: 'Version',
  activeSince: 'in force since',
  rung: 'Rung',
  goal: 'Goal',
  considered: 'Considered',
  offered: 'Offered',
  sent: 'Sent',
  held: 'Held',
  helped: 'Helped',
  notHelped: 'Did not help',
  week: 'Numbers of the last 7 days',
  noLonger: 'no longer in the rule files',
  move: 'Move',
  moveTo: (rung) => `Move to ${rung}`,
  fileAllows: (rung) => `The file allows ${rung} at most.`,
  moveHint: {
    draft: 'Does nothing.',
    shadow: 'Decides and shows nothing.',
    review: 'Proposes; a person approves each.',
    live: 'Replies under posts.',
  },
  nothingYet: 'nothing yet',
  lineConsidered: (count) => `${number(count)} considered`,
  lineSent: (count) => `${number(count)} sent`,
  lineHeld: (count) => `${number(count)} held`,
  needsPlugin: 'needs the plugin',
  needsPluginMeans:
    'It shows what it offers by ways of the Waypost plugin alone, and this forum does not have the plugin. Install it, or let the rule reply as well: `as: [card, reply]`.',
  find: 'Find a rule',
  findHint: 'A word of its name, goal, guide or folder; or live, paused, care.',
  findNow: 'Find',
  order: 'Order',
  orders: { name: 'By name', active: 'Busiest first' },
  notFound: (typed) => `No rule has “${typed}”`,
  showAll: 'Show all rules',
  noFolder: 'in no folder',
  countRules: (count) => many(count, 'rule', 'rules'),
  file: 'File',
  owner: 'Owner',
  resource: 'Guide',
  lastDecided: 'Last decision',
};
