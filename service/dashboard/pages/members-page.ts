import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { empty } from '../../look/notice.ts';
import { table } from '../../look/table.ts';
import { sayNumber } from '../../look/when.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { MembersByStage, StageFigures } from '../../storage/reports/members-by-stage.ts';
import { membersTexts } from '../texts/members.ts';
import type { MissedSearch } from '../../storage/reports/missed-searches.ts';
import { missedSearchesPart } from './missed-searches.ts';
import { type Reader, dashboardPage, section } from './shell.ts';

export interface MembersReport {
  figures: MembersByStage;
  searches: readonly MissedSearch[];
  rulebook: Pick<Rulebook, 'stages' | 'funnel'> | null;
}

/** Members per stage, along the parts of the way that `stages.yml` names. */
export function membersPage(reader: Reader, { figures, rulebook, searches }: MembersReport): string {
  const { language } = reader;
  const words = membersTexts[language];
  const { stages, windowDays, untold } = figures;
  const sum = (count: (each: StageFigures) => number): number =>
    stages.reduce((total, each) => total + count(each), 0);
  const members = sum((each) => each.members);
  return dashboardPage(reader, {
    place: 'members',
    title: words.title,
    question: words.question,
    ...(members > 0
      ? {
          answer: words.answer(
            members,
            sum(({ came }) => came),
            windowDays,
          ),
        }
      : {}),
    body: html`${section(
      'stages',
      { title: words.stages, question: words.stagesQuestion(windowDays) },
      html`${
        stages.length === 0
          ? empty({ title: words.none, next: words.noneNext })
          : stagesTable(figures, rulebook, language)
      }
      ${untold === 0 ? '' : html`<p class="muted">${words.untold(untold)}</p>`}`,
    )}
    ${missedSearchesPart(reader, { searches, now: figures.at })}`,
  });
}

function stagesTable(
  { stages }: MembersByStage,
  rulebook: MembersReport['rulebook'],
  language: Language,
): Html {
  const words = membersTexts[language];
  const funnel = rulebook?.funnel ?? [];
  const known = rulebook?.stages.map(({ id }) => String(id)) ?? [];
  const onTheWay = funnel.flatMap((part) =>
    part.stages.map((stage) => ({ part: partName(part.name, language), stage })),
  );
  const rest = [...known, ...stages.map(({ stage }) => stage)]
    .filter((stage, index, all) => all.indexOf(stage) === index)
    .filter((stage) => !onTheWay.some((each) => each.stage === stage))
    .map((stage) => ({ part: known.includes(stage) ? words.beside : words.gone, stage }));
  const columns = [
    ...(funnel.length > 0 ? [{ label: words.part }] : []),
    { label: words.stage },
    { label: words.members, numeric: true },
    { label: words.came, numeric: true },
    { label: words.left, numeric: true },
  ];
  const rows = [...onTheWay, ...rest].map(({ part, stage }) => {
    const figures = stages.find((each) => each.stage === stage);
    return [
      ...(funnel.length > 0 ? [part] : []),
      html`<code>${stage}</code>`,
      ...[figures?.members, figures?.came, figures?.left].map((value) => sayNumber(value ?? 0, language)),
    ];
  });
  return table({ caption: words.stages, columns, rows });
}

function partName(name: string, language: Language): string {
  const parts: Readonly<Record<string, string>> = membersTexts[language].parts;
  return parts[name] ?? name;
}
