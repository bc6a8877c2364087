/** One fact that a decision rested on, as a line to read. */
export interface FactLine {
  name: string;
  fact:
    | {
        known: true;
        value: string;
        source: string | null;
        /** When it was true for the last time. */ at: Date | null;
      }
    | { known: false; why: string };
}

/** Flattens stored facts of any depth into lines: `member.trustLevel`, its value and where it came from. */
export function listFacts(facts: Readonly<Record<string, unknown>>, prefix = ''): FactLine[] {
  return Object.entries(facts).flatMap(([key, value]) => listFact(`${prefix}${key}`, value));
}

function listFact(name: string, value: unknown): FactLine[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [line(name, value.map(sayValue).join(', ') || '–')];
  if (typeof value !== 'object') return [line(name, sayValue(value))];
  const fields = new Map<string, unknown>(Object.entries(value));
  if (fields.get('known') === true) return listKnown(name, fields);
  if (fields.get('known') === false)
    return [{ name, fact: { known: false, why: sayValue(fields.get('why')) } }];
  return listFacts(Object.fromEntries(fields), `${name}.`);
}

function listKnown(name: string, fields: ReadonlyMap<string, unknown>): FactLine[] {
  const value = fields.get('value');
  const source = fields.get('source');
  const said = Array.isArray(value) ? value.map(sayValue).join(', ') || '–' : sayValue(value);
  const at = new Date(String(fields.get('at')));
  return [
    line(name, said, typeof source === 'string' ? source : null, Number.isNaN(at.getTime()) ? null : at),
  ];
}

function line(name: string, value: string, source: string | null = null, at: Date | null = null): FactLine {
  return { name, fact: { known: true, value, source, at } };
}

function sayValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
