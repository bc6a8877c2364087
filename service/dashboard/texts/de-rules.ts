import type { RulesTexts } from './rules-texts.ts';

const number = (value: number) => new Intl.NumberFormat('de').format(value);
const many = (count: number, one: string, more: string) => `${number(count)} ${count === 1 ? one : more}`;

/** What the page about rules says. */
export const rulesDe: RulesTexts = {
  title: 'Regeln',
  question: 'Welche Regeln gelten, und was taten sie diese Woche?',
  answer: ({ rules, live, shadow, other, liveWithoutPlugin }) =>
    `${[
      `${many(rules, 'Regel entscheidet', 'Regeln entscheiden')}: ${number(live)} aktiv`,
      ...(shadow === 0 ? [] : [`${number(shadow)} im Schatten`]),
      ...(other === 0 ? [] : [`${number(other)} im Entwurf oder in Prüfung`]),
    ].join(', ')}.${
      liveWithoutPlugin === 0
        ? ''
        : ` Von den aktiven ${liveWithoutPlugin === 1 ? 'kann 1' : `können ${number(liveWithoutPlugin)}`} ohne das Plugin im Forum nichts zeigen.`
    }`,
  rejected: 'Die neuesten Regeldateien gelten nicht',
  rejectedMeans: (count) =>
    `${many(count, 'Fehler wurde', 'Fehler wurden')} gefunden; die letzte gute Fassung entscheidet weiter. Sie wird ersetzt, sobald die Dateien stimmen.`,
  rejectedCheck: 'Dieselbe Prüfung auf dem eigenen Rechner:',
  none: 'Keine Regeln geladen',
  noneNext: 'RULES_PATH nennt den Ordner mit den Regeldateien. rules/README.md sagt, wie man eine schreibt.',
  version: 'Fassung',
  activeSince: 'gilt seit',
  rung: 'Stufe',
  goal: 'Ziel',
  considered: 'Betrachtet',
  offered: 'Angeboten',
  sent: 'Gesendet',
  held: 'Zurückgehalten',
  helped: 'Hat geholfen',
  notHelped: 'Hat nicht geholfen',
  week: 'Zahlen der letzten 7 Tage',
  noLonger: 'nicht mehr in den Regeldateien',
  move: 'Verschieben',
  moveTo: (rung) => `Auf „${rung}“ stellen`,
  fileAllows: (rung) => `Die Datei erlaubt höchstens „${rung}“.`,
  moveHint: {
    draft: 'Tut nichts.',
    shadow: 'Entscheidet und zeigt nichts.',
    review: 'Schlägt vor; ein Mensch gibt jedes frei.',
    live: 'Antwortet unter Beiträgen.',
  },
  nothingYet: 'noch nichts',
  lineConsidered: (count) => `${number(count)} betrachtet`,
  lineSent: (count) => `${number(count)} gesendet`,
  lineHeld: (count) => `${number(count)} zurückgehalten`,
  needsPlugin: 'braucht das Plugin',
  needsPluginMeans:
    'Was sie anbietet, zeigt sie nur auf Wegen des Waypost-Plugins, und dieses Forum hat es nicht. Entweder das Plugin installieren oder die Regel auch antworten lassen: `as: [card, reply]`.',
  find: 'Regel finden',
  findHint: 'Ein Wort aus Name, Ziel, Wegweiser oder Ordner; oder aktiv, angehalten, care.',
  findNow: 'Finden',
  order: 'Reihenfolge',
  orders: { name: 'Nach Namen', active: 'Meistgefragte zuerst' },
  notFound: (typed) => `Keine Regel enthält „${typed}“`,
  showAll: 'Alle Regeln zeigen',
  noFolder: 'in keinem Ordner',
  countRules: (count) => many(count, 'Regel', 'Regeln'),
  file: 'Datei',
  owner: 'Zuständig',
  resource: 'Wegweiser',
  lastDecided: 'Letzte Entscheidung',
};
