import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { empty } from '../../look/notice.ts';
import { table } from '../../look/table.ts';
import { sayNumber, when } from '../../look/when.ts';
import type { MissedSearch } from '../../storage/reports/missed-searches.ts';
import { comingTexts } from '../texts/coming.ts';
import { type Reader, section } from './shell.ts';

/** What people search and do not find, as sums over members. */
export function missedSearchesPart(
  { language }: Reader,
  { searches, now }: { searches: readonly MissedSearch[]; now: Date },
): Html {
  const words = comingTexts[language];
  const body =
    searches.length === 0
      ? empty({ title: words.noSearches, next: words.noSearchesNext })
      : table({
          caption: words.searches,
          columns: [{ label: words.term }, { label: words.members, numeric: true }, { label: words.lastDay }],
          rows: searches.map(({ term, members, lastAt }) => [
            html`<b>${term}</b>`,
            sayNumber(members, language),
            when(lastAt, now, language),
          ]),
        });
  return section('searches', { title: words.searches, question: words.searchesQuestion }, body);
}
