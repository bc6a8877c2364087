import type { Week } from '../storage/reports/week.ts';
import type { Message } from './say-trouble.ts';

/** The week in plain language: what was done, whether it helped, and what waits for somebody. */
export function sayWeek(week: Week, language: 'en' | 'de'): Message {
  const say = language === 'de' ? german : english;
  const { helped, notHelped, rules, waiting } = week;
  const lines = [
    say.did(week),
    helped + notHelped === 0 ? say.nobodyRated : say.rated(helped, notHelped),
    ...(week.answeredFirst > 0 ? [say.answeredFirst(week.answeredFirst)] : []),
    ...(week.declined > 0 ? [say.declined(week.declined)] : []),
    ...(rules.length > 0
      ? ['', say.busiest, ...rules.map((rule) => `- ${rule.rule}: ${say.rule(rule)}`)]
      : []),
    '',
    waiting.approvals + waiting.stuck === 0 ? say.nothingWaits : say.waits(waiting),
  ];
  return { title: say.title(week.sent), text: lines.join('\n') };
}

interface Sayings {
  title(sent: number): string;
  did(week: Week): string;
  rated(helped: number, not: number): string;
  nobodyRated: string;
  answeredFirst(count: number): string;
  declined(count: number): string;
  busiest: string;
  rule(rule: Week['rules'][number]): string;
  waits(waiting: Week['waiting']): string;
  nothingWaits: string;
}

const english: Sayings = {
  title: (sent) => (sent === 1 ? 'Waypost this week: one guide' : `Waypost this week: ${sent} guides`),
  did: ({ posts, sent, sentBefore, members }) =>
    `${plural(posts, 'post was', 'posts were')} read. ${plural(sent, 'guide', 'guides')} went to ${plural(members, 'member', 'members')}; in the week before it were ${sentBefore}.`,
  rated: (helped, not) =>
    `${plural(helped, 'member said', 'members said')} that it helped, ${not} that it did not.${helped + not < 10 ? ' That is too few to draw a conclusion.' : ''}`,
  nobodyRated: 'Nobody said whether it helped.',
  answeredFirst: (count) =>
    `${plural(count, 'guide', 'guides')} stayed away because a person had answered first, which is better.`,
  declined: (count) => `${plural(count, 'member', 'members')} asked to be left alone, and will be.`,
  busiest: 'The rules that offered most:',
  rule: ({ sent, helped, notHelped }) => `${sent} sent, ${helped} helped, ${notHelped} did not`,
  waits: ({ approvals, stuck }) =>
    `Waiting for somebody: ${plural(approvals, 'approval', 'approvals')}, ${plural(stuck, 'thing', 'things')} that went wrong.`,
  nothingWaits: 'Nothing waits for anybody.',
};

const german: Sayings = {
  title: (sent) =>
    sent === 1 ? 'Waypost in dieser Woche: eine Anleitung' : `Waypost in dieser Woche: ${sent} Anleitungen`,
  did: ({ posts, sent, sentBefore, members }) =>
    `${plural(posts, 'Beitrag wurde', 'Beiträge wurden')} gelesen. ${plural(sent, 'Anleitung ging', 'Anleitungen gingen')} an ${plural(members, 'Mitglied', 'Mitglieder')}; in der Woche davor waren es ${sentBefore}.`,
  rated: (helped, not) =>
    `${plural(helped, 'Mitglied sagte', 'Mitglieder sagten')}, dass es geholfen hat, ${not}, dass nicht.${helped + not < 10 ? ' Das ist zu wenig für einen Schluss.' : ''}`,
  nobodyRated: 'Niemand hat gesagt, ob es geholfen hat.',
  answeredFirst: (count) =>
    `${plural(count, 'Anleitung blieb', 'Anleitungen blieben')} aus, weil ein Mensch zuerst geantwortet hat, was besser ist.`,
  declined: (count) =>
    `${plural(count, 'Mitglied hat', 'Mitglieder haben')} darum gebeten, in Ruhe gelassen zu werden, und werden es.`,
  busiest: 'Am häufigsten angeboten haben:',
  rule: ({ sent, helped, notHelped }) => `${sent} gesendet, ${helped} geholfen, ${notHelped} nicht`,
  waits: ({ approvals, stuck }) =>
    `Es warten auf jemanden: ${plural(approvals, 'Freigabe', 'Freigaben')}, ${plural(stuck, 'Sache', 'Sachen')}, die schiefging.`,
  nothingWaits: 'Nichts wartet auf jemanden.',
};

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
