/** Discourse writes `pt_BR`; we write `pt-br`. */
export function normalizeLocale(locale: string): string {
  return locale.toLowerCase().replaceAll('_', '-');
}

/** The first wish that is spoken, a regional wish being content with its language; else `fallback`. */
export function chooseLocale(
  wishes: readonly (string | null)[],
  spoken: readonly string[],
  fallback: string,
): string {
  for (const wish of wishes) {
    if (wish === null) continue;
    const locale = normalizeLocale(wish);
    const language = locale.split('-')[0] ?? locale;
    const found = spoken.find((one) => one === locale) ?? spoken.find((one) => one === language);
    if (found !== undefined) return found;
  }
  return fallback;
}
