/** The few words that a guide's form adds to what its author wrote; languages without a row here get the English ones. */
export interface GuideTexts {
  /** How a private message begins. */
  greeting(name: string): string;
  readOn: string;
  watch(minutes: number): string;
  inWords: string;
  when: string;
  where: string;
  join: string;
  /** Above the contacts below a guide for hard moments. */
  peopleToReach: string;
}

export const guideTexts: { en: GuideTexts } & Record<string, GuideTexts | undefined> = {
  en: {
    greeting: (name) => `Hello ${name},`,
    readOn: 'Read on',
    watch: (minutes) => `Watch it (${minutes} min)`,
    inWords: 'The same in words',
    when: 'When',
    where: 'Where',
    join: 'How to join',
    peopleToReach: 'People you can reach:',
  },
  de: {
    greeting: (name) => `Hallo ${name},`,
    readOn: 'Mehr dazu',
    watch: (minutes) => `Ansehen (${minutes} min)`,
    inWords: 'Dasselbe in Worten',
    when: 'Wann',
    where: 'Wo',
    join: 'So kommst du dazu',
    peopleToReach: 'Menschen, die du erreichen kannst:',
  },
  es: {
    greeting: (name) => `Hola ${name}:`,
    readOn: 'Más información',
    watch: (minutes) => `Ver (${minutes} min)`,
    inWords: 'Lo mismo en palabras',
    when: 'Cuándo',
    where: 'Dónde',
    join: 'Cómo participar',
    peopleToReach: 'Personas a las que puedes acudir:',
  },
  ja: {
    greeting: (name) => `${name}さん、こんにちは。`,
    readOn: '詳しくはこちら',
    watch: (minutes) => `動画を見る（${minutes}分）`,
    inWords: '文章で読む',
    when: '日時',
    where: '場所',
    join: '参加方法',
    peopleToReach: '相談できる窓口：',
  },
};

export function guideTextsIn(locale: string): GuideTexts {
  return guideTexts[locale] ?? guideTexts[locale.split('-')[0] ?? ''] ?? guideTexts.en;
}
