import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { forumSettings } from '../../service/config/belongings.ts';

interface Service {
  image?: string;
  command?: string[];
  read_only?: boolean;
  mem_limit?: string;
  pids_limit?: number;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}

const text = await readFile('docker-compose.yml', 'utf8');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const dockerfile = await readFile('service/Dockerfile', 'utf8');

test('runs serve and work of one image beside Postgres 18 and Redis 7', () => {
  expect(Object.keys(services).toSorted()).toEqual(['postgres', 'redis', 'serve', 'work']);
  expect(services['serve']?.command).toEqual(['serve']);
  expect(services['work']?.command).toEqual(['work']);
  expect(services['serve']?.image).toBe(services['work']?.image);
  expect(services['postgres']?.image).toMatch(/^postgres:18\b/);
  expect(services['redis']?.image).toMatch(/^redis:7\b/);
});

test('Redis never evicts a key, for that would throw away locks', () => {
  expect(services['redis']?.command?.join(' ')).toContain('--maxmemory-policy noeviction');
});

test('every service tells how it is, and Waypost waits for its servers', () => {
  for (const service of Object.values(services)) expect(service.healthcheck?.test.length).toBeGreaterThan(1);
  for (const name of ['serve', 'work']) {
    expect(services[name]?.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  }
});

test('holds no secret: each is asked of the environment, and its absence is refused with a hint', () => {
  const asked = ['WEBHOOK_SECRET', 'DISCOURSE_API_KEY', 'DASHBOARD_PASSWORD', 'POSTGRES_PASSWORD'];

  for (const name of asked) expect(text).toMatch(new RegExp(`\\$\\{${name}:?\\?[^}]+\\}`));
  const secrets = Object.values(services)
    .flatMap(({ environment = {} }) => Object.entries(environment))
    .filter(([name]) => /SECRET|PASSWORD|KEY|TOKEN/.test(name));
  for (const [, value] of secrets) expect(value).toMatch(/^\$\{[A-Z_]+(:?\?[^}]+|:-)\}$/);
});

test('a file of forums takes the place of the variables of one: nothing of a forum is set for all', () => {
  for (const name of ['serve', 'work']) {
    const { environment = {}, volumes = [] } = services[name] ?? {};
    expect(environment['FORUMS_FILE']).toBe('${FORUMS_FILE:-}');
    expect(volumes).toContain('./forums:/waypost/forums:ro');
    const given = Object.entries(environment).filter(([key]) => forumSettings.includes(key));
    // Each may be left without a value, and is then none.
    for (const [, value] of given) expect(value).toMatch(/^\$\{[A-Z_]+(\?[^}]+|:-)\}$/);
  }
});

test('Waypost runs without rights, on a file system that it cannot write', () => {
  expect(services['serve']?.read_only).toBe(true);
  expect(services['work']?.read_only).toBe(true);
  expect(dockerfile).toMatch(/^USER node$/m);
});

test('the image is Node 26 on glibc, has git, and leaves out what is only for trying', () => {
  expect(dockerfile).toMatch(/^FROM node:26-bookworm-slim$/m);
  expect(dockerfile).toMatch(/apt-get install .*\bgit\b/);
  expect(dockerfile).toContain('npm ci --omit=dev --omit=optional');
});

test('neither memory nor processes of Waypost can take the machine down', () => {
  for (const name of ['serve', 'work']) {
    expect(services[name]?.mem_limit).toBe('1g');
    expect(services[name]?.pids_limit).toBe(128);
  }
});
