import { type Finding, findingsAbout } from './finding.ts';

export interface PostgresSeen {
  /** 170004 for 17.4. */
  version: number;
  settings: Readonly<Record<string, string>>;
  connections: number;
  sizeBytes: number;
}

const postgres = findingsAbout('postgres');

/** Settings without which a commit is no promise, or the work stands still. */
export function judgePostgres({ version, settings, connections, sizeBytes }: PostgresSeen): Finding[] {
  const findings: Finding[] = [];
  const major = Math.floor(version / 10_000);
  if (major < 14)
    findings.push(
      postgres.bad(`Postgres ${major}`, 'Waypost uses what 14 brought', 'use version 14 or newer'),
    );
  for (const name of ['fsync', 'full_page_writes']) {
    if (settings[name] === 'off')
      findings.push(
        postgres.bad(
          `${name} is off`,
          'a power cut can lose or spoil what was acknowledged to the forum',
          `set ${name} = on in postgresql.conf`,
        ),
      );
  }
  if (settings['server_encoding'] !== undefined && settings['server_encoding'] !== 'UTF8')
    findings.push(
      postgres.bad(
        `the database is in ${settings['server_encoding']}`,
        'what members write does not fit into it',
        "create it with ENCODING 'UTF8'",
      ),
    );
  const most = Number(settings['max_connections'] ?? 100);
  if (connections > most * 0.8)
    findings.push(
      postgres.warning(
        `${connections} of ${most} connections are taken`,
        'without a free one webhooks are answered 503',
        'raise max_connections, or put fewer processes on this server',
      ),
    );
  if (findings.length > 0) return findings;
  return [
    postgres.good(
      `Postgres ${major}, durable; ${megabytes(sizeBytes)} used, ${connections} of ${most} connections`,
    ),
  ];
}

export type QueueSeen =
  | { kind: 'postgres' }
  | { kind: 'unreachable'; why: string }
  | { kind: 'redis'; policy: string | null; usedBytes: number; mostBytes: number; version: string };

const queue = findingsAbout('queue');

export function judgeQueue(seen: QueueSeen): Finding[] {
  if (seen.kind === 'postgres') return [queue.good('in Postgres: there is no Redis to look after')];
  if (seen.kind === 'unreachable')
    return [
      queue.warning(
        `Redis does not answer (${seen.why})`,
        'Waypost goes on without it, some seconds slower: the truth is in Postgres',
        'start it, or set QUEUE=postgres',
      ),
    ];
  const findings: Finding[] = [];
  const { policy, usedBytes, mostBytes, version } = seen;
  if (policy === null)
    findings.push(queue.notChecked('maxmemory-policy: this Redis does not tell its settings'));
  else if (policy !== 'noeviction')
    findings.push(
      queue.bad(
        `maxmemory-policy is ${policy}`,
        'a full Redis then drops parts of jobs, and the queue trips over them',
        'set maxmemory-policy noeviction; Waypost keeps ids only, a few megabytes',
      ),
    );
  if (mostBytes > 0 && usedBytes > mostBytes * 0.8)
    findings.push(
      queue.warning(
        `Redis uses ${megabytes(usedBytes)} of ${megabytes(mostBytes)}`,
        'when it is full it takes no more jobs; Waypost then goes on without it, slower',
        'raise maxmemory, or look who else uses it',
      ),
    );
  if (findings.length > 0) return findings;
  return [queue.good(`Redis ${version}, ${policy}, ${megabytes(usedBytes)} used`)];
}

const disk = findingsAbout('disk');

/** The disk under the data folder; null where no data of ours is on this machine. */
export function judgeDisk(seen: { folder: string; freeBytes: number; totalBytes: number } | null): Finding[] {
  if (seen === null)
    return [disk.notChecked('the disk of the database: it is on another machine', 'watch it there')];
  const { folder, freeBytes, totalBytes } = seen;
  const share = totalBytes === 0 ? 1 : freeBytes / totalBytes;
  const what = `${megabytes(freeBytes)} free under ${folder} (${Math.round(share * 100)} %)`;
  const why = 'on a full disk nothing is kept, and webhooks are answered 503';
  const todo = 'make room, or move DATA_DIR';
  if (freeBytes < 500e6 || share < 0.03) return [disk.bad(what, why, todo)];
  if (freeBytes < 2e9 || share < 0.1) return [disk.warning(what, why, todo)];
  return [disk.good(what)];
}

function megabytes(bytes: number): string {
  return bytes >= 10e9 ? `${Math.round(bytes / 1e9)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}
