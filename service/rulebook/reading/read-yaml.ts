import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { explainYaml, tellingFaults } from '../explain-yaml.ts';
import type { Problem } from '../problem.ts';
import { duplicateKeys } from './duplicate-keys.ts';

/** A YAML text as plain values, with the way back from a value to its place. */
export interface ReadYaml extends Places {
  value: unknown;
  problems: Problem[];
}

/** Where values stand in a text. */
export interface Places {
  /** The place of the value at `path`, or of the nearest thing around it that is there. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** The place of a key inside the map at `path`. */
  placeOfKey(path: readonly PropertyKey[], key: string): Place;
}

export interface Place {
  line: number;
  column: number;
}

export const largestFileBytes = 256 * 1024;
const deepest = 32;

/** Strict YAML 1.2: one document, unique keys, no anchors, at most 32 levels. Faults come as problems, never thrown. */
export function readYaml(file: string, text: string): ReadYaml {
  const tooDeep = deepestOpening(text);
  if (tooDeep !== null)
    return failed(
      file,
      tooDeep,
      'too_deep',
      `nested more than ${deepest} levels deep; rule files need six at most`,
    );
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    schema: 'core',
  });
  const faults = [
    ...document.errors.map(({ code, message, pos }) => ({ code, message, offset: pos[0] })),
    ...duplicateKeys(document.contents),
  ];
  const problems: Problem[] = tellingFaults(faults).map((fault) => {
    const { message, offset } = explainYaml(text, fault);
    return { file, ...placeAt(lines, offset), code: 'yaml', message };
  });
  // Most files hold neither sign, and looking at every node takes time.
  if (/[&*]/.test(text))
    visit(document, {
      Node(_key, node) {
        if (!isAlias(node) && !('anchor' in node && node.anchor !== undefined)) return;
        problems.push({
          file,
          ...placeAt(lines, node.range?.[0] ?? 0),
          code: 'anchor',
          message:
            'anchors (&) and aliases (*) are not read here; write the value out, in quotes if it begins with & or *',
        });
      },
    });
  const value: unknown = problems.length === 0 ? document.toJS({ maxAliasCount: 0 }) : null;
  const root = document.contents;
  const keyNodes = keyFinder();
  return {
    value,
    problems,
    placeOf: (path) => placeAt(lines, nearest(root, path)?.range?.[0] ?? 0),
    placeOfKey: (path, key) => placeAt(lines, keyNodes(nearest(root, path), key)?.range?.[0] ?? 0),
  };
}

/** Places of a text that was read already. Hardly any are ever asked for: it is read again for the first, instead of being kept as nodes. */
export function placesIn(file: string, text: string): Places {
  let read: Places | null = null;
  const again = (): Places => (read ??= readYaml(file, text));
  return {
    placeOf: (path) => again().placeOf(path),
    placeOfKey: (path, key) => again().placeOfKey(path, key),
  };
}

function failed(file: string, place: Place, code: string, message: string): ReadYaml {
  const problem = { file, ...place, code, message };
  return { value: null, problems: [problem], placeOf: () => place, placeOfKey: () => place };
}

/** A cheap look before parsing, because parsing very deep nesting is slow: far more open brackets or dashes than any author writes. */
function deepestOpening(text: string): Place | null {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    open = Math.max(0, open + openedIn(line));
    if (open > deepest * 8 || signsBefore(line) > deepest) return { line: index + 1, column: 1 };
  }
  return null;
}

/** Brackets that a line opens, without those that it closes. */
function openedIn(line: string): number {
  let opened = 0;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charCodeAt(at);
    if (sign === openSquare || sign === openCurly) opened += 1;
    else if (sign === closeSquare || sign === closeCurly) opened -= 1;
  }
  return opened;
}

/** Dashes, question marks and colons that begin a line: each may open a level. */
function signsBefore(line: string): number {
  let signs = 0;
  for (const sign of line) {
    if (sign === ' ') continue;
    if (sign !== '-' && sign !== '?' && sign !== ':') break;
    signs += 1;
  }
  return signs;
}

const openSquare = 0x5b;
const closeSquare = 0x5d;
const openCurly = 0x7b;
const closeCurly = 0x7d;

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function nearest(root: unknown, path: readonly PropertyKey[]): Node | null {
  let node: Node | null = isNode(root) ? root : null;
  for (const step of path) {
    const next = childOf(node, step);
    if (next === null) return node;
    node = next;
  }
  return node;
}

function childOf(node: Node | null, step: PropertyKey): Node | null {
  if (node === null || !('get' in node) || typeof node.get !== 'function') return null;
  const child: unknown = node.get(step, true);
  return isNode(child) ? child : null;
}

/** Finds keys of a map; of one with thousands of them, each as quickly as the first. */
function keyFinder(): (node: Node | null, key: string) => Node | null {
  const known = new Map<Node, Map<string, Node>>();
  return (node, key) => {
    if (!isMap(node)) return node;
    const keys = known.get(node) ?? keysOfMap(node);
    known.set(node, keys);
    return keys.get(key) ?? node;
  };
}

function keysOfMap({ items }: YAMLMap): Map<string, Node> {
  // From the last to the first, so that of two alike the first counts.
  return new Map(
    items
      .toReversed()
      .flatMap(({ key }): [string, Node][] => (isScalar(key) ? [[String(key.value), key]] : [])),
  );
}
