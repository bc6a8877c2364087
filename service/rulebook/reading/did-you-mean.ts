/** ` (did you mean "export"?)` where one of the known words is close to what was written, else nothing. */
export function didYouMean(written: string, known: readonly string[]): string {
  const near = known
    .map((word) => ({ word, distance: distanceOf(written.toLowerCase(), word.toLowerCase()) }))
    .filter(
      ({ word, distance }) => distance <= Math.max(1, Math.floor(Math.min(word.length, written.length) / 3)),
    )
    .toSorted((a, b) => a.distance - b.distance)[0];
  return near === undefined ? '' : ` (did you mean "${near.word}"?)`;
}

/** Letters to add, drop, change or swap with their neighbour. */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 4 || a.length > 100) return 100;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : change;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 100;
}
