/** In German, why a fact is not known: the facts themselves carry it in English. What is in neither table is shown as it is. */
export function sayUnknownDe(why: string): string {
  for (const [pattern, say] of patterns) {
    const found = pattern.exec(why);
    if (found !== null) return say(found.slice(1));
  }
  return unknownDe[why] ?? why;
}

const patterns: readonly (readonly [RegExp, (parts: readonly string[]) => string])[] = [
  [
    /^the forum does not show the bot (.+)$/,
    ([what = '']) => `das Forum zeigt dem Bot nicht, ${notShown[what] ?? `was es ist (${what})`}`,
  ],
  [
    /^only (\d+) of the topic's (\d+) posts were read$/,
    ([read = '', all = '']) => `nur ${read} der ${all} Beiträge des Themas wurden gelesen`,
  ],
];

const notShown: Readonly<Record<string, string | undefined>> = {
  'when this member joined': 'seit wann das Mitglied dabei ist',
  'when this member was last there': 'wann das Mitglied zuletzt da war',
  'when this member last posted': 'wann das Mitglied zuletzt schrieb',
  'how many posts this member has written': 'wie viele Beiträge das Mitglied geschrieben hat',
  'the groups of this member': 'in welchen Gruppen das Mitglied ist',
  'the language of this member': 'welche Sprache das Mitglied liest',
  'the time zone of this member': 'in welcher Zeitzone das Mitglied lebt',
};

const unknownDe: Readonly<Record<string, string | undefined>> = {
  'the forum does not say whether a topic is solved': 'das Forum sagt nicht, ob ein Thema gelöst ist',
  'this member may have written before Waypost came':
    'das Mitglied kann schon geschrieben haben, bevor Waypost kam',
  'the forum is no longer configured': 'das Forum ist nicht mehr eingerichtet',
  'the command line does not ask the forum': 'die Befehlszeile fragt das Forum nicht',
  'no webhook has told the tags of this topic': 'kein Webhook hat die Schlagwörter dieses Themas gemeldet',
  'no webhook has told it of this topic': 'kein Webhook hat es von diesem Thema gemeldet',
  'the member has not been seen before': 'von dem Mitglied war noch nichts zu sehen',
  'asked at the moment of sending': 'das wird beim Senden gefragt',
  'only the time of a later post is known': 'nur von einem späteren Beitrag ist die Zeit bekannt',
  'nothing is kept of this member': 'von diesem Mitglied ist nichts aufbewahrt',
  'the event does not tell where': 'das Ereignis sagt nicht, wo',
  'the event is not about a post': 'das Ereignis betrifft keinen Beitrag',
  'the post may have been liked before Waypost came':
    'der Beitrag kann schon gefallen haben, bevor Waypost kam',
  'only the plugin tells what a member has set': 'nur das Plugin sagt, was ein Mitglied eingestellt hat',
  'no plugin has told what this member has set':
    'kein Plugin hat gemeldet, was dieses Mitglied eingestellt hat',
  'not kept with the decision': 'nicht mit der Entscheidung aufbewahrt',
  'nobody said': 'niemand hat es gesagt',
  'not everybody can see this group; name it by its number':
    'nicht alle können diese Gruppe sehen; sie lässt sich mit ihrer Nummer nennen',
  'the bot cannot read this category': 'der Bot kann diese Kategorie nicht lesen',
  'no stage worked out yet': 'noch ist keine Phase bestimmt',
  'the forum has not told us yet': 'das Forum hat es noch nicht gemeldet',
  'this member is not known': 'dieses Mitglied ist nicht bekannt',
  'this member has been erased': 'dieses Mitglied wurde gelöscht',
  'stages are kept by Waypost, not by the forum': 'Phasen führt Waypost, nicht das Forum',
  'no post': 'es gibt keinen Beitrag',
  'it happened in no topic': 'es geschah in keinem Thema',
  'an announcement is for nobody in particular': 'eine Ankündigung gilt niemandem im Besonderen',
  'a case does not say': 'ein Fall sagt es nicht',
};
