/** What SARIF 2.1.0 (OASIS, sections 3.13 to 3.52) demands of a log, for the parts of it that `check` writes: one line per fault. */
export function sarifFaults(log: unknown): string[] {
  const top = fields(log);
  return [
    ...only(top, '$', ['$schema', 'version', 'runs']),
    ...must(top['version'] === '2.1.0', '$.version is "2.1.0"'),
    ...must(typeof top['$schema'] === 'string' && URL.canParse(top['$schema']), '$.$schema is an address'),
    ...each(top['runs'], '$.runs', faultsOfRun),
  ];
}

function faultsOfRun(run: Fields, at: string): string[] {
  const driver = fields(fields(run['tool'])['driver']);
  const rules = Array.isArray(driver['rules']) ? driver['rules'].map(fields) : [];
  const ids = rules.map(({ id }) => id);
  return [
    ...only(run, at, ['tool', 'results', 'columnKind']),
    ...only(fields(run['tool']), `${at}.tool`, ['driver']),
    ...must(isText(driver['name']), `${at}.tool.driver.name is there`),
    ...must(run['columnKind'] === 'utf16CodeUnits', `${at}.columnKind says how columns count`),
    ...must(new Set(ids).size === ids.length, `${at}: each rule stands there once`),
    ...each(driver['rules'], `${at}.tool.driver.rules`, (rule, place) => [
      ...only(rule, place, ['id', 'shortDescription', 'help']),
      ...must(isText(rule['id']), `${place}.id is there`),
      ...['shortDescription', 'help'].flatMap((name) =>
        rule[name] === undefined
          ? []
          : must(isText(fields(rule[name])['text']), `${place}.${name}.text is there`),
      ),
    ]),
    ...each(run['results'], `${at}.results`, (result, place) => faultsOfResult(result, place, ids)),
  ];
}

function faultsOfResult(result: Fields, at: string, ids: readonly unknown[]): string[] {
  return [
    ...only(result, at, ['ruleId', 'ruleIndex', 'level', 'message', 'locations']),
    ...must(isText(fields(result['message'])['text']), `${at}.message.text is there`),
    ...must(
      ['none', 'note', 'warning', 'error'].includes(String(result['level'])),
      `${at}.level is one of the four`,
    ),
    ...must(
      ids[Number(result['ruleIndex'])] === result['ruleId'],
      `${at}.ruleIndex is the place of its rule`,
    ),
    ...each(result['locations'], `${at}.locations`, (location, place) => {
      const physical = fields(location['physicalLocation']);
      const { startLine, startColumn } = fields(physical['region']);
      const { uri } = fields(physical['artifactLocation']);
      return [
        ...must(isFromOne(startLine) && isFromOne(startColumn), `${place}.region counts from 1`),
        ...must(isText(uri) && isReference(uri), `${place}.artifactLocation.uri is an address (RFC 3986)`),
      ];
    }),
  ];
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function each(list: unknown, at: string, look: (one: Fields, at: string) => string[]): string[] {
  if (!Array.isArray(list)) return [`${at} is a list`];
  return list.flatMap((one, index) => look(fields(one), `${at}[${index}]`));
}

function only(value: Fields, at: string, known: readonly string[]): string[] {
  return Object.keys(value).flatMap((name) => must(known.includes(name), `${at} has no ${name}`));
}

function must(isSo: boolean, what: string): string[] {
  return isSo ? [] : [what];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isFromOne(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

/** No sign that an address may not have, and no path that would be read as a scheme, a query or a fragment. */
function isReference(uri: string): boolean {
  const allowed = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$/;
  return allowed.test(uri) && (uri.startsWith('file:///') || (!uri.startsWith('/') && !/^[^/]*:/.test(uri)));
}
