import { expect, test } from 'vitest';
import { faultsBetween } from '../../service/config/hold-forums-apart.ts';

const listed = (name: string, settled: Readonly<Record<string, string>>) => ({
  name,
  values: {},
  own: {},
  connectionFile: null,
  faulty: new Set<string>(),
  placeOf: () => '',
  settled: {
    DISCOURSE_URL: `https://${name}.example`,
    PUBLIC_URL: `https://waypost.${name}.example`,
    ...settled,
  },
});
const harbour = listed('harbour', {});
const faults = (settled: Readonly<Record<string, string>>) =>
  faultsBetween([harbour, listed('garden', settled)]);

test.each([
  ['https://harbour.example/'],
  ['http://harbour.example'],
  ['https://Harbour.Example'],
  ['https://harbour.example:443'],
  ['https://harbour.example./'],
])('%s is the forum that is there already', (DISCOURSE_URL) => {
  expect(faults({ DISCOURSE_URL })).toEqual([
    'DISCOURSE_URL: is also that of harbour; expected each forum once',
  ]);
});

test.each([
  ['https://harbour.example/forum'],
  ['https://harbour.example:8443'],
  ['https://harbour.example.net'],
])('%s is another forum', (DISCOURSE_URL) => {
  expect(faults({ DISCOURSE_URL })).toEqual([]);
});

test.each([
  ['https://waypost.harbour.example'],
  ['http://waypost.harbour.example:8080'],
  ['https://WAYPOST.harbour.example.'],
])('pages at %s would share cookies with those of the other', (PUBLIC_URL) => {
  expect(faults({ PUBLIC_URL })).toEqual([
    'PUBLIC_URL: "waypost.harbour.example" is also the host of harbour; expected a host of its own, so that browsers keep the two apart',
  ]);
});
