import { eld } from 'eld/extrasmall';

const fewestLetters = 20;
const fewestUnspacedLetters = 6;
const longestBeginning = 2_000;

/** The language of plain text among `languages`, or null where it is too short, unclear or another one. */
export function detectLanguage(text: string, languages: readonly string[]): string | null {
  const beginning = text.slice(0, longestBeginning);
  const letters = beginning.match(/\p{L}/gu)?.length ?? 0;
  const unspaced =
    beginning.match(/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/gu)?.length ?? 0;
  if (letters < fewestLetters && unspaced < fewestUnspacedLetters) return null;
  const detected = eld.detect(beginning);
  if (!detected.isReliable()) return null;
  return (
    languages.find((language) => language === detected.language) ??
    languages.find((language) => language.split('-')[0] === detected.language) ??
    null
  );
}
