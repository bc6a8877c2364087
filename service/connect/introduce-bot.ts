/** What the bot's profile says of it, in the forum's language where that is one of ours. */
export function introduceBot(locale: string): string {
  return locale.startsWith('de') ? german : english;
}

const english =
  'I am Waypost, a bot of this forum. When somebody asks something that the community has a good answer for, I bring a short guide, after people have had their chance to answer first. Reply with "stop" and I leave you alone.';
const german =
  'Ich bin Waypost, ein Bot dieses Forums. Wenn jemand etwas fragt, worauf die Gemeinschaft eine gute Antwort hat, bringe ich eine kurze Anleitung, nachdem zuerst Menschen antworten konnten. Antworte mit "stop", und ich lasse dich in Ruhe.';
