/** Words that mean stop when they are all that an answer says. The first of each language is the one we teach. */
export const defaultStopWords: Readonly<Record<string, readonly string[]>> = {
  en: ['stop sending me these', 'stop', 'stop it', 'unsubscribe', 'no thanks', 'opt out', 'leave me alone'],
  de: [
    'stopp, keine Wegweiser mehr',
    'stopp, keine Hinweise mehr',
    'stopp',
    'stop',
    'halt',
    'nein danke',
    'abmelden',
    'lass mich in ruhe',
  ],
  fr: ['stop, plus de ces messages', 'stop', 'arrêt', 'arrête', 'non merci', 'désabonner'],
  es: ['basta, no me envíes más', 'alto', 'stop', 'basta', 'no gracias', 'para'],
  pt: ['pare de me enviar isto', 'parar', 'pare', 'stop', 'não obrigado', 'não obrigada'],
  it: ['basta, non mandarmene più', 'stop', 'basta', 'no grazie'],
  nl: ['stop met deze berichten', 'stop', 'nee bedankt', 'afmelden'],
  pl: ['nie wysyłaj mi tego więcej', 'stop', 'nie dziękuję', 'przestań'],
  ru: ['больше не присылайте этого', 'стоп', 'хватит', 'нет спасибо'],
  ja: ['今後の案内は不要です', '停止', 'ストップ', '不要です'],
  zh: ['请不要再发这些提示', '停止', '停', '不用了'],
};
