import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import type { YAMLSeq } from 'yaml';
import { largestFileBytes } from './reading/read-yaml.ts';

/** A post that must, or must not, fire a rule, as its file writes it. */
export interface NewCase {
  list: 'fires' | 'silent';
  title: string;
  text: string;
  category: string | null;
}

/**
 * The text of a rule file with one more case at the end of its list; comments and order stay. Null where the text is no
 * YAML that a case could be added to.
 */
export function addCase(text: string, { list, title, text: words, category }: NewCase): string | null {
  if (text.length > largestFileBytes) return null;
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false, schema: 'core' });
  if (document.errors.length > 0 || !isMap(document.contents) || /(^|[\s[,:-])[&*]\w/.test(text)) return null;
  const cases: unknown = document.get('cases');
  if (cases !== undefined && !isMap(cases)) return null;
  const known: unknown = document.getIn(['cases', list]);
  const post = {
    ...(title === '' ? {} : { title }),
    text: words,
    ...(category === null ? {} : { category }),
  };
  const inPlace = isSeq(known) ? insertAtEnd(text, known, post) : null;
  if (inPlace !== null) return inPlace;
  if (isSeq(known)) document.addIn(['cases', list], document.createNode(post));
  else if (known === undefined || known === null)
    document.setIn(['cases', list], document.createNode([post]));
  else return null;
  return document.toString({ lineWidth: 0 });
}

/** Into a list of lines that begin with dashes; nothing else of the file is touched. Null for a list in brackets. */
function insertAtEnd(text: string, list: YAMLSeq, post: object): string | null {
  const [start, end] = list.range ?? [];
  if (list.flow === true || start === undefined || end === undefined || text[start] !== '-') return null;
  const indent = ' '.repeat(start - text.lastIndexOf('\n', start - 1) - 1);
  const lines = stringify(post, { lineWidth: 0 }).trimEnd().split('\n');
  const written = lines.map((line, at) => `${indent}${at === 0 ? '- ' : '  '}${line}`).join('\n');
  const before = text.slice(0, end).trimEnd();
  return `${before}\n${written}\n${text.slice(end).replace(/^[ \t]*\n/, '')}`;
}
