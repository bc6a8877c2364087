/** What the bot's profile says of it, in the forum's language where that is one of ours. It teaches an answer that Discourse takes: it takes none below 20 characters. */
export function introduceBot(locale: string): string {
  return locale.startsWith('de') ? german : english;
}

const english =
  'I am Waypost, a bot of this forum. When somebody asks something that the community has a good answer for, I bring a short guide, after people have had their chance to answer first. Answer one of my posts with “stop sending me these” and I leave you alone.';
const german =
  'Ich bin Waypost, ein Bot dieses Forums. Wenn jemand etwas fragt, worauf die Gemeinschaft eine gute Antwort hat, bringe ich einen kurzen Wegweiser, nachdem zuerst Menschen antworten konnten. Antworte auf einen meiner Beiträge mit „stopp, keine Wegweiser mehr“, und ich lasse dich in Ruhe.';
