import { expect, test } from 'vitest';
import { afterRest } from '../../../service/engine/planning/after-rest.ts';
import { known, unknown } from '../../../service/model/fact.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const evening = new Date('2026-11-21T22:30:00Z');
const site = (lines: string) =>
  aRulebook(ruleText(), { 'site.yml': `quiet_hours: { from: "22:00", to: "07:00" }\n${lines}` }).site;
const living = (zone: string | null) => ({
  preferences: unknown('nobody said'),
  timeZone: zone === null ? unknown('nobody said') : known(zone, 'forum' as const, evening),
});
const at = (lines: string, zone: string | null): string =>
  afterRest(evening, { site: site(lines), member: living(zone), channel: 'reply' }).at.toISOString();

test.each([
  ['whose clock is known', '', 'Europe/Berlin', '2026-11-22T06:00:00.000Z'],
  ['for whom it is afternoon', '', 'America/Los_Angeles', evening.toISOString()],
  [
    'whose clock nobody knows, by that of the site',
    'time_zone: Europe/Berlin',
    null,
    '2026-11-22T06:00:00.000Z',
  ],
  [
    'whose own clock goes before that of the site',
    'time_zone: Europe/Berlin',
    'America/Los_Angeles',
    evening.toISOString(),
  ],
  [
    'whose clock nobody knows, on a site of the whole world, are not kept waiting',
    '',
    null,
    evening.toISOString(),
  ],
])('members %s', (_who, lines, zone, expected) => {
  expect(at(lines, zone)).toBe(expected);
});
