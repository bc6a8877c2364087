import type { Language } from '../../look/language.ts';

const number = (language: Language, value: number) => new Intl.NumberFormat(language).format(value);

/** What the page about members says. */
export const membersTexts = {
  en: {
    title: 'Members',
    question: 'Where are members on their way?',
    answer: (members: number, moved: number, days: number) =>
      `${number('en', members)} ${members === 1 ? 'member has' : 'members have'} a stage; in the last ${days} days ${
        moved === 0
          ? 'nobody moved'
          : `there ${moved === 1 ? 'was 1 move' : `were ${number('en', moved)} moves`}`
      }.`,
    stages: 'Stages',
    stagesQuestion: (days: number) =>
      `How many members are in each stage of stages.yml now, and how many came and left in the last ${days} days. Who falls quiet moves by time alone, within a minute.`,
    part: 'Part of the way',
    stage: 'Stage',
    members: 'Members',
    came: 'Came',
    left: 'Left',
    beside: 'beside the way',
    gone: 'no longer in stages.yml',
    untold: (count: number) =>
      `Of ${number('en', count)} more too little is known to tell. They get a stage when the forum tells their facts.`,
    none: 'No member has a stage yet',
    noneNext: 'Members get one with the first thing that the forum tells of them.',
    parts: {
      awareness: 'Awareness',
      activation: 'Activation',
      contribution: 'Contribution',
      advocacy: 'Advocacy',
    },
  },
  de: {
    title: 'Mitglieder',
    question: 'Wo stehen die Mitglieder auf ihrem Weg?',
    answer: (members: number, moved: number, days: number) =>
      `${number('de', members)} ${members === 1 ? 'Mitglied hat' : 'Mitglieder haben'} eine Phase; in den letzten ${days} Tagen gab es ${
        moved === 0 ? 'keinen' : number('de', moved)
      } Wechsel.`,
    stages: 'Phasen',
    stagesQuestion: (days: number) =>
      `Wie viele Mitglieder jetzt in jeder Phase aus stages.yml sind, und wie viele in den letzten ${days} Tagen kamen und gingen. Wer still wird, wechselt allein durch die Zeit, binnen einer Minute.`,
    part: 'Teil des Wegs',
    stage: 'Phase',
    members: 'Mitglieder',
    came: 'kamen',
    left: 'gingen',
    beside: 'neben dem Weg',
    gone: 'nicht mehr in stages.yml',
    untold: (count: number) =>
      `Von ${number('de', count)} weiteren ist zu wenig bekannt. Sie bekommen eine Phase, wenn das Forum ihre Fakten meldet.`,
    none: 'Noch hat kein Mitglied eine Phase',
    noneNext: 'Mitglieder bekommen eine mit dem Ersten, was das Forum über sie meldet.',
    parts: {
      awareness: 'Aufmerksamkeit',
      activation: 'Einstieg',
      contribution: 'Mitarbeit',
      advocacy: 'Fürsprache',
    },
  },
} as const;
