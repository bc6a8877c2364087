import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mergeMetrics } from '../../service/metrics/merge-metrics.ts';
import { createMetrics } from '../../service/metrics/metrics.ts';

const folder = 'service/operate';
const read = (name: string): Promise<string> => readFile(`${folder}/${name}`, 'utf8');

interface AlertRule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; action: string };
}
interface Panel {
  title: string;
  type: string;
  gridPos: { h: number; w: number; x: number; y: number };
  targets?: { expr: string }[];
}

const alerts = (
  parse(await read('prometheus-alerts.yml')) as { groups: { rules: AlertRule[] }[] }
).groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(await read('grafana-dashboard.json')) as { panels: Panel[] };
const asked = [
  ...alerts.map(({ alert, expr }) => ({ by: alert, expr })),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ by: title, expr }))),
];

/** Every name of a number and of its labels, as Prometheus would see them. */
async function exposed(): Promise<Map<string, ReadonlySet<string>>> {
  const present = {
    stages: { read: { due: 0, oldestDueMs: 0 } },
    workers: 1,
    rulesRejected: 0,
    forums: [
      {
        forum: 'default',
        quarantined: 0,
        deadEvents: 0,
        openOffers: { waiting: 1 },
        share: { limit: 30, now: 30, used: 0 },
        isBlocked: false,
        isPaused: false,
        sinceWebhookMs: 1,
        sinceReconciledMs: 1,
      },
    ],
    queues: [{ queue: 'events', jobs: { waiting: 0 } }],
  };
  // As one of several forums: alone, a forum lacks nothing but the label `forum` on what is about itself anyway.
  const metrics = createMetrics({ role: 'all', forum: 'default', present: async () => present });
  const merged = mergeMetrics('all', [{ forum: 'default', metrics: () => metrics }]);
  metrics.webhooks.inc({ forum: 'default', result: 'kept' });
  metrics.webhookSeconds.observe({ forum: 'default' }, 0.1);
  metrics.webhookReads.inc({ end: 'done', reason: '' });
  metrics.events.inc({ forum: 'default', kind: 'post.created', source: 'webhook' });
  metrics.decisions.inc({ forum: 'default', rule: 'x', rung: 'live', verdict: 'offer' });
  metrics.offers.inc({ channel: 'reply', state: 'sent' });
  metrics.offerSeconds.observe({ forum: 'default' }, 1);
  metrics.apiCalls.inc({ forum: 'default', priority: 'read', status: '200' });
  metrics.apiSeconds.observe({ forum: 'default' }, 1);
  metrics.jobs.observe({ queue: 'events', result: 'failed' }, 1);
  const labels = new Map<string, Set<string>>();
  for (const [, name = '', written = ''] of (await merged.render()).matchAll(/^([a-z_0-9]+)\{(.*)\} /gm)) {
    const known = labels.get(name) ?? new Set(['instance', 'job']);
    for (const [, label = ''] of written.matchAll(/([a-z_]+)="/g)) known.add(label);
    labels.set(name, known);
  }
  return labels;
}

const numbers = await exposed();

test.each(asked)('$by asks only for numbers and labels that there are', ({ expr }) => {
  const names = expr.match(/\b(?:waypost|process|nodejs)_[a-z_0-9]+/g) ?? [];
  expect(names).not.toEqual([]);
  for (const name of names) {
    expect([...numbers.keys()]).toContain(name);
    const used = [
      ...[...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/)),
      ...[...expr.matchAll(/([a-z_]+)=~?"/g)].map(([, label = '']) => label),
    ];
    expect([...(numbers.get(name) ?? [])]).toEqual(expect.arrayContaining(used));
  }
});

test.each(alerts)('$alert says what is wrong, what it means and what to do', ({ labels, annotations }) => {
  expect(labels.severity).toMatch(/^(critical|warning|info)$/);
  for (const said of [annotations.summary, annotations.description, annotations.action])
    expect(said.length).toBeGreaterThan(20);
});

test('the panels stand beside each other, none over another', () => {
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)}:${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
});

test.each(['waypost-serve.service', 'waypost-work.service'])(
  '%s runs as nobody, writes nowhere else, and is given time to end',
  async (name) => {
    const unit = await read(name);
    for (const line of [
      'DynamicUser=yes',
      'ProtectSystem=strict',
      'NoNewPrivileges=yes',
      'Restart=always',
      'TimeoutStopSec=45',
    ])
      expect(unit).toContain(`\n${line}\n`);
    expect(unit).not.toMatch(/^(Environment|EnvironmentFile)=.*(KEY|SECRET|PASSWORD)=/m);
  },
);

test.each([
  ['waypost-serve.service', 'serve'],
  ['waypost-work.service', 'work'],
])('%s starts Node itself, which alone hears that it is to end', async (name, role) => {
  expect(await read(name)).toContain(
    `\nExecStart=/srv/waypost/node_modules/.bin/node service/main.ts ${role}\n`,
  );
});

test('systemd and Docker wait for longer than a process takes to finish what is under way', async () => {
  const [, closeWithin = ''] =
    /closeWithinMs = ([\d_]+)/.exec(await readFile('service/main.ts', 'utf8')) ?? [];
  const [, compose = ''] =
    /^ {2}stop_grace_period: (\d+)s/m.exec(await readFile('docker-compose.yml', 'utf8')) ?? [];
  const [, systemd = ''] = /^TimeoutStopSec=(\d+)$/m.exec(await read('waypost-work.service')) ?? [];
  const mostMs = Number(closeWithin.replaceAll('_', ''));

  expect(mostMs).toBeGreaterThan(0);
  expect(Number(compose) * 1_000).toBeGreaterThan(mostMs);
  expect(Number(systemd) * 1_000).toBeGreaterThan(mostMs);
});
