import type { Language } from '../../look/language.ts';

const number = (language: Language, value: number) => new Intl.NumberFormat(language).format(value);

/** What the page of approvals says. */
export const reviewTexts = {
  en: {
    title: 'Approvals',
    question: 'What waits for a person, and what would be sent?',
    answer: (count: number) =>
      count === 1 ? 'One offer waits for you.' : `${number('en', count)} offers wait for you.`,
    newest: (shown: number) => `The ${number('en', shown)} that expire first are here.`,
    none: 'Nothing waits for a decision',
    noneNext:
      'Rules at “review” propose here before anything is sent. What nobody decides expires by itself.',
    to: (name: string) => `to ${name}`,
    somebody: 'a member',
    openPost: 'Open the post',
    textGone: 'The text of the post is not kept; open it on the forum.',
    careText: 'Of hard moments no text is kept. Open the post, and read before you send.',
    noPost: 'This is about no post.',
    wouldSend: {
      reply: 'As a reply under the post',
      message: 'As a private message',
      card: 'As a card under the post, for its author alone',
      banner: 'As a banner, for the member alone',
      other: 'What would be sent',
    },
    guideGone: 'The rules no longer have this guide, so nothing can be sent.',
    why: 'Why the rule proposes it',
    rule: 'Rule',
    owner: 'Owner of the guide',
    reviewed: 'Last read',
    timeLeft: 'Expires',
    notBefore: 'Sent at the earliest',
    onceApproved: 'at once',
    approve: 'Approve',
    send: 'Send',
    reject: 'Reject',
    edit: 'Edit the text',
    editHint:
      'What stands here is sent, and held to what guides are held to. {{member}} stands for the name. Both versions are kept.',
    reason: 'Reason',
    reasonHint: 'Kept beside the decision.',
    choose: (name: string) => `Choose the offer ${name}`,
    several: 'Chosen offers',
    approveSeveral: 'Approve chosen',
    rejectSeveral: 'Reject chosen',
    keys: 'Keys',
    keyNames: [
      ['j', 'next'],
      ['k', 'the one before'],
      ['a', 'approve'],
      ['e', 'edit'],
      ['r', 'reject'],
      ['x', 'choose'],
    ],
    done: {
      approve: 'Approved. It is sent at its time, if everything still speaks for it.',
      reject: 'Rejected. Nothing is sent.',
    },
    doneSeveral: (count: number, left: number) =>
      left === 0
        ? `${number('en', count)} decided.`
        : `${number('en', count)} decided; ${number('en', left)} had been decided or had expired before.`,
    gone: 'This offer does not wait any more: somebody has decided over it, or its time was over.',
    careAsItIs:
      'Words for hard moments are sent as their approver saw them, one by one. These have changed since: read them again, then send.',
    faults: 'The text cannot be sent like this:',
    line: (line: number) => `Line ${line}`,
    care: 'care',
    told: {
      approved: (who: string) => `${who} approved it`,
      edited: (who: string) => `${who} changed the text and approved it`,
      rejected: (who: string) => `${who} rejected it`,
      expired: (_who: string) => 'Nobody decided over it in time',
      both: 'Both versions',
      before: 'As the guide has it',
      after: 'As it was approved',
    },
    careIsHidden: 'What this rule does is seen by its approvers alone.',
    acceptance: 'Approvals, 30 days',
    acceptanceOf: (of: {
      approved: number;
      edited: number;
      rejected: number;
      expired: number;
      open: number;
    }) =>
      `${number('en', of.approved)} approved, ${number('en', of.edited)} edited first, ${number('en', of.rejected)} rejected, ${number('en', of.expired)} expired, ${number('en', of.open)} open`,
    accepted: (share: string) => `${share} sent without a change`,
    tooEarly: (decided: number) => `too early to say: ${number('en', decided)} of 10 decisions`,
  },
  de: {
    title: 'Freigaben',
    question: 'Was wartet auf einen Menschen, und was würde gesendet?',
    answer: (count: number) =>
      count === 1
        ? 'Ein Angebot wartet auf eine Entscheidung.'
        : `${number('de', count)} Angebote warten auf eine Entscheidung.`,
    newest: (shown: number) => `Hier stehen die ${number('de', shown)}, die zuerst ablaufen.`,
    none: 'Nichts wartet auf eine Entscheidung',
    noneNext:
      'Regeln auf „review“ schlagen hier vor, bevor etwas gesendet wird. Was niemand entscheidet, läuft von selbst ab.',
    to: (name: string) => `an ${name}`,
    somebody: 'ein Mitglied',
    openPost: 'Beitrag öffnen',
    textGone: 'Der Text des Beitrags ist nicht aufbewahrt; er steht im Forum.',
    careText: 'Von schweren Momenten wird kein Text aufbewahrt. Vor dem Senden den Beitrag öffnen und lesen.',
    noPost: 'Es geht um keinen Beitrag.',
    wouldSend: {
      reply: 'Als Antwort unter dem Beitrag',
      message: 'Als private Nachricht',
      card: 'Als Karte unter dem Beitrag, nur für dessen Autor',
      banner: 'Als Banner, nur für das Mitglied',
      other: 'Was gesendet würde',
    },
    guideGone: 'Die Regeln haben diesen Wegweiser nicht mehr, deshalb kann nichts gesendet werden.',
    why: 'Warum die Regel es vorschlägt',
    rule: 'Regel',
    owner: 'Zuständig für den Wegweiser',
    reviewed: 'Zuletzt gelesen',
    timeLeft: 'Läuft ab',
    notBefore: 'Frühestens gesendet',
    onceApproved: 'sofort',
    approve: 'Freigeben',
    send: 'Senden',
    reject: 'Ablehnen',
    edit: 'Text ändern',
    editHint:
      'Was hier steht, wird gesendet; dafür gilt, was für Wegweiser gilt. {{member}} steht für den Namen. Beide Fassungen bleiben erhalten.',
    reason: 'Grund',
    reasonHint: 'Wird mit der Entscheidung aufbewahrt.',
    choose: (name: string) => `Angebot ${name} auswählen`,
    several: 'Ausgewählte Angebote',
    approveSeveral: 'Ausgewählte freigeben',
    rejectSeveral: 'Ausgewählte ablehnen',
    keys: 'Tasten',
    keyNames: [
      ['j', 'weiter'],
      ['k', 'zurück'],
      ['a', 'freigeben'],
      ['e', 'ändern'],
      ['r', 'ablehnen'],
      ['x', 'auswählen'],
    ],
    done: {
      approve: 'Freigegeben. Gesendet wird zur rechten Zeit, wenn noch alles dafür spricht.',
      reject: 'Abgelehnt. Es wird nichts gesendet.',
    },
    doneSeveral: (count: number, left: number) =>
      left === 0
        ? `${number('de', count)} entschieden.`
        : `${number('de', count)} entschieden; ${number('de', left)} waren schon entschieden oder abgelaufen.`,
    gone: 'Dieses Angebot wartet nicht mehr: Es wurde schon entschieden, oder seine Zeit war vorbei.',
    careAsItIs:
      'Worte für schwere Momente werden gesendet, wie sie gesehen wurden, jede für sich. Diese haben sich seither geändert: noch einmal lesen, dann senden.',
    faults: 'So kann der Text nicht gesendet werden:',
    line: (line: number) => `Zeile ${line}`,
    care: 'Fürsorge',
    told: {
      approved: (who: string) => `${who} gab es frei`,
      edited: (who: string) => `${who} änderte den Text und gab ihn frei`,
      rejected: (who: string) => `${who} lehnte es ab`,
      expired: (_who: string) => 'Es hat niemand rechtzeitig entschieden',
      both: 'Beide Fassungen',
      before: 'Wie der Wegweiser lautet',
      after: 'Wie sie freigegeben wurde',
    },
    careIsHidden: 'Was diese Regel tut, sehen nur die dafür Benannten.',
    acceptance: 'Freigaben, 30 Tage',
    acceptanceOf: (of: {
      approved: number;
      edited: number;
      rejected: number;
      expired: number;
      open: number;
    }) =>
      `${number('de', of.approved)} freigegeben, ${number('de', of.edited)} zuerst geändert, ${number('de', of.rejected)} abgelehnt, ${number('de', of.expired)} abgelaufen, ${number('de', of.open)} offen`,
    accepted: (share: string) => `${share} unverändert gesendet`,
    tooEarly: (decided: number) => `noch zu früh: ${number('de', decided)} von 10 Entscheidungen`,
  },
} as const;
