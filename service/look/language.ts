/** Languages that the interface itself speaks. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** The first language that we speak among those a browser asks for: chooseLanguage('de-AT,de;q=0.9,en;q=0.5') is `de`. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map(readWish)
    .toSorted((one, other) => other.weight - one.weight);
  for (const { tag } of wishes) {
    const spoken = languages.find((language) => tag === language || tag.startsWith(`${language}-`));
    if (spoken) return spoken;
  }
  return 'en';
}

function readWish(part: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
  return { tag, weight: quality === undefined ? 1 : Number(quality) };
}
