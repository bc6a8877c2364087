import type { Problem } from '../problem.ts';
import type { Resource } from '../resources/resource.ts';
import type { Rulebook } from '../rulebook.ts';
import type { Site } from '../site.ts';
import { everyLanguage, languagesOfQuietLine } from '../voice.ts';

/**
 * Guides that do not speak one of the site's languages. Where most guides speak it, each that does not is told at its own
 * file; a language that few guides speak is told once, with those that lack it. And languages in which nobody signs.
 */
export function missingLanguages({
  site,
  resources,
  supersededBy,
}: Pick<Rulebook, 'site' | 'resources' | 'supersededBy'>): Problem[] {
  const guides = [...resources.values()].filter(({ id }) => !supersededBy.has(id));
  const atGuides = site.languages.flatMap((language) => {
    const silent = guides.filter(({ variants }) => !variants.has(language));
    const isUsual = silent.length * 2 <= guides.length;
    if (silent.length === 0) return [];
    return isUsual
      ? silent.map((guide) => atGuide(guide, language, site.locale))
      : [atSite(silent, guides.length, language, site.locale)];
  });
  return [...atGuides, ...missingVoices(site)];
}

/** Languages in which guides are signed in another one. A single word is a name, the same in every language. */
function missingVoices({ voice, languages }: Site): Problem[] {
  const spoken = languages.filter((language) => languagesOfQuietLine.includes(language.split('-')[0] ?? ''));
  const forAll = voice.get(everyLanguage);
  if (forAll !== undefined)
    return spoken.length > 1 && /\s/.test(forAll)
      ? [
          warn(
            'site.yml',
            `\`voice\` is one text, so it stands under guides in ${spoken.join(' and ')} alike; write one for each: voice: { ${spoken.map((language) => `${language}: …`).join(', ')} }`,
          ),
        ]
      : [];
  return spoken
    .filter((language) => !voice.has(language) && !voice.has(language.split('-')[0] ?? ''))
    .map((language) =>
      warn(
        'site.yml',
        `\`voice\` is not in ${language}, so guides in ${language} are signed in another language; add \`${language}\` to it`,
      ),
    );
}

function atGuide({ id, file }: Resource, language: string, locale: string): Problem {
  return warn(
    file,
    `the guide "${id}" is not in ${language}, so who reads ${language} gets it in ${locale}; write resources/${id}.${language}.md`,
  );
}

const named = 3;

function atSite(silent: readonly Resource[], all: number, language: string, locale: string): Problem {
  const more = silent.length > named ? ` and ${silent.length - named} more` : '';
  const names = `${silent
    .slice(0, named)
    .map(({ id }) => id)
    .join(', ')}${more}`;
  return warn(
    'site.yml',
    `${silent.length} of ${all} guides are not in ${language}: ${names}; who reads ${language} gets them in ${locale}. Write them, or take ${language} out of \`languages\``,
  );
}

function warn(file: string, message: string): Problem {
  return { file, line: 1, column: 1, code: 'language_missing', message };
}
