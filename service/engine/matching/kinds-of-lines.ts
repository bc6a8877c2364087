import type { Span } from './mask.ts';

export type LineKind = 'own' | 'code' | 'quoted';

/** Lines of one kind, one after the other, the end of the last not included. */
export type Lines = Span & { kind: LineKind };

/** Which lines are fenced or indented code, and which are quoted with `>`, from the top. */
export function kindsOfLines(raw: string): Lines[] {
  const runs: Lines[] = [];
  let state: State = { fence: null, afterBlank: true, inList: false };
  for (let start = 0; start <= raw.length;) {
    const newline = raw.indexOf('\n', start);
    const end = newline === -1 ? raw.length : newline;
    const { kind, next } = readLine(raw.slice(start, end), state);
    const last = runs.at(-1);
    if (last?.kind === kind) last.end = end;
    else runs.push({ kind, start, end });
    state = next;
    start = end + 1;
  }
  return runs;
}

/** What the lines above say about the next one. */
interface State {
  /** What opened the code that is not closed yet. */
  fence: string | null;
  afterBlank: boolean;
  inList: boolean;
}

function readLine(line: string, state: State): { kind: LineKind; next: State } {
  if (state.fence !== null)
    return { kind: 'code', next: closesFence(line, state.fence) ? { ...state, fence: null } : state };
  const isEmpty = line === '' || line.trim() === '';
  if (isEmpty && !isIndented(line))
    return { kind: 'own', next: state.afterBlank ? state : { ...state, afterBlank: true } };
  const fence = opensFence(line);
  const inList = isIndented(line) || isEmpty ? state.inList : /^ {0,3}(?:[-*+]|\d{1,9}[.)]) /.test(line);
  const isCode = isIndented(line) && state.afterBlank && !inList;
  const next = { fence, inList, afterBlank: isEmpty || isCode };
  if (fence !== null || isCode) return { kind: 'code', next };
  return { kind: /^ {0,3}>/.test(line) ? 'quoted' : 'own', next };
}

function isIndented(line: string): boolean {
  return line.startsWith('\t') || line.startsWith('    ');
}

function opensFence(line: string): string | null {
  if (!line.includes('```') && !line.includes('~~~')) return null;
  return /^ {0,3}(?:[-*+] )?(`{3,}(?!`|.*`)|~{3,})/.exec(line)?.[1] ?? null;
}

function closesFence(line: string, fence: string): boolean {
  if (!line.includes('```') && !line.includes('~~~')) return false;
  const closing = /^ {0,6}(`{3,}|~{3,})\s*$/.exec(line)?.[1];
  return closing !== undefined && closing[0] === fence[0] && closing.length >= fence.length;
}
