const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Words as readers count them; scripts without spaces between words count a word for two characters. */
export function countWords(readable: string): number {
  const characters = readable.match(spaceless)?.length ?? 0;
  const words =
    readable.replace(spaceless, ' ').match(/[\p{L}\p{N}]+(?:['’.,:/-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  return words + Math.ceil(characters / 2);
}
