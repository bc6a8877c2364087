import { situations } from './resource.ts';
import type { Situation } from './resource.ts';

export interface NameOfFile {
  id: string;
  situation: Situation | null;
  /** Null: the site's own language. */
  locale: string | null;
}

export const expectedName =
  'expected a name such as export-model.md, export-model.de.md, export-model.frustrated.md or export-model.frustrated.de.md: small letters, digits, hyphens';

/** `<id>[.<situation>][.<locale>].md`; null for any other name. */
export function readNameOfFile(file: string): NameOfFile | null {
  const [, id, first, second] =
    /(?:^|\/)([a-z0-9-]{1,64})(?:\.([a-z0-9-]+))?(?:\.([a-z0-9-]+))?\.md$/.exec(file) ?? [];
  if (id === undefined) return null;
  const situation = situations.find((one) => one === first) ?? null;
  const rest = situation === null ? [first, second] : [second];
  const [locale = null, ...more] = rest.filter((part) => part !== undefined);
  const isName = more.length === 0 && (locale === null || /^[a-z]{2,3}(-[a-z0-9]{2,8})?$/.test(locale));
  return isName ? { id, situation, locale } : null;
}
