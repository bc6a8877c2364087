import type { Problem } from '../problem.ts';
import { isKeyOfForm, keysOfForm } from './forms.ts';
import type { Form } from './forms.ts';
import type { ParsedResource } from './parse-resource.ts';

const whatKeysAre: Readonly<Record<keyof typeof keysOfForm, string>> = {
  watch: 'where the video is',
  length: 'how long it takes, such as 3m',
  who: 'who it is about, as they want to be named',
  consent: 'the day on which they agreed that it is told, such as 2026-11-01',
  when: 'when it is, such as 2026-12-03 18:00 Europe/Berlin',
  lasts: 'how long it takes, such as 45m',
  where: 'where it is',
  join: 'the address by which people join',
};

/** Keys of the front matter that a guide of its form must have, may not have, or has in the wrong one of its files. */
export function checkKeys(base: ParsedResource, files: readonly ParsedResource[]): Problem[] {
  const form = base.values.form ?? 'microguide';
  const keys = Object.keys(keysOfForm)
    .filter(isKeyOfForm)
    .map((key) => ({ key, of: keysOfForm[key] }));
  const missing = keys.filter(
    ({ key, of }) => of === form && key !== 'lasts' && base.values[key] === undefined,
  );
  return [
    ...(base.values.owner === undefined
      ? [
          at(
            base,
            'title',
            'no_owner',
            'nobody answers for this guide; add `owner:`, whoever reads it again when its review is due',
          ),
        ]
      : []),
    ...missing.map(({ key }) =>
      at(
        base,
        'form',
        'missing_key',
        `\`${key}\`: is missing; ${article(form)} needs it: ${whatKeysAre[key]}`,
      ),
    ),
    ...files.flatMap((file) => [
      ...keys
        .filter(({ key, of }) => of !== form && file.values[key] !== undefined)
        .map(({ key, of }) =>
          at(
            file,
            key,
            'key_of_another_form',
            `\`${key}\` belongs to \`form: ${of}\`, and this is ${article(form)}; take it out or change the form`,
          ),
        ),
      ...(file !== base && file.values.form !== undefined && file.values.form !== form
        ? [
            at(
              file,
              'form',
              'forms_differ',
              `${base.file} is ${article(form)}, so this is too; take \`form\` out here`,
            ),
          ]
        : []),
      ...(file !== base && file.values.supersedes.length > 0
        ? [at(file, 'supersedes', 'key_of_the_guide', `\`supersedes\` is said once, in ${base.file}`)]
        : []),
    ]),
  ];
}

function article(form: Form): string {
  return form === 'steps' ? 'a list of steps' : `a ${form}`;
}

function at(file: ParsedResource, key: string, code: string, message: string): Problem {
  return { file: file.file, ...file.placeOf(key), code, message };
}
