/** Words that mean stop when they are all that an answer says. The first of each language is the one we teach. */
export const defaultStopWords: Readonly<Record<string, readonly string[]>> = {
  en: ['stop', 'stop it', 'unsubscribe', 'no thanks', 'opt out', 'leave me alone'],
  de: ['stopp', 'stop', 'halt', 'nein danke', 'abmelden', 'lass mich in ruhe'],
  fr: ['stop', 'arrêt', 'arrête', 'non merci', 'désabonner'],
  es: ['alto', 'stop', 'basta', 'no gracias', 'para'],
  pt: ['parar', 'pare', 'stop', 'não obrigado', 'não obrigada'],
  it: ['stop', 'basta', 'no grazie'],
  nl: ['stop', 'nee bedankt', 'afmelden'],
  pl: ['stop', 'nie dziękuję', 'przestań'],
  ru: ['стоп', 'хватит', 'нет спасибо'],
  ja: ['停止', 'ストップ', '不要です'],
  zh: ['停止', '停', '不用了'],
};
