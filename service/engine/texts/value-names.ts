/** Codes that stand in reasons, as people call them. */
type ValueNames = Readonly<Record<string, string | undefined>>;

const en: ValueNames = {
  title: 'title',
  body: 'post',
  member: 'per member',
  member_rule: 'this rule, per member',
  rule: 'this rule',
  topic: 'per topic',
  forum: 'whole forum',
  member_spacing: 'time between two',
  messages: 'private messages of the forum',
  help: 'help with a question',
  celebrate: 'milestones',
  announce: 'news',
  promote: 'suggestions',
  care: 'care',
  card: 'card',
  reply: 'reply',
  message: 'message',
  banner: 'banner',
  whisper: 'whisper to staff',
  closed: 'closed',
  solved: 'solved',
  answered: 'answered',
  true: 'yes',
  false: 'no',
};

const de: ValueNames = {
  title: 'Titel',
  body: 'Text',
  member: 'je Mitglied',
  member_rule: 'diese Regel, je Mitglied',
  rule: 'diese Regel',
  topic: 'je Thema',
  forum: 'ganzes Forum',
  member_spacing: 'Abstand zwischen zweien',
  messages: 'private Nachrichten des Forums',
  help: 'Hilfe bei einer Frage',
  celebrate: 'Meilensteine',
  announce: 'Neues',
  promote: 'Vorschläge',
  care: 'Fürsorge',
  card: 'Karte',
  reply: 'Antwort',
  message: 'Nachricht',
  banner: 'Banner',
  whisper: 'Hinweis ans Team',
  closed: 'geschlossen',
  solved: 'gelöst',
  answered: 'beantwortet',
  true: 'ja',
  false: 'nein',
};

export const valueNames = { en, de };

/** One code, or several with commas between, by their names; what has none stays as it is. */
export function nameCodes(codes: string, names: ValueNames): string {
  return codes
    .split(', ')
    .map((code) => names[code] ?? code)
    .join(', ');
}
