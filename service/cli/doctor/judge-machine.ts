import type { Config } from '../../config.ts';
import { type Finding, findingsAbout } from '../../doctor/finding.ts';
import { judgeClocks } from '../../doctor/judge-forum.ts';
import { judgeDisk, judgePostgres, judgeQueue } from '../../doctor/judge-servers.ts';
import type { MachineExamined } from './examine-machine.ts';

const postgres = findingsAbout('postgres');

/** The servers, the disk and the clocks. `machine`: null where no Waypost has run yet, so that there is none of it. */
export function judgeMachine(
  { dataDir }: Pick<Config, 'dataDir'>,
  machine: MachineExamined | null,
  forumAheadMs: number | null,
): Finding[] {
  if (machine === null)
    return [
      postgres.notChecked(
        `Postgres, queue and disk: no Waypost has run with DATA_DIR=${dataDir}`,
        'start it, or name the DATA_DIR or DATABASE_URL of the one that runs',
      ),
    ];
  return [
    ...judgePostgres(machine.postgres),
    ...judgeQueue(machine.queue),
    ...judgeDisk(machine.disk),
    ...judgeClocks({ forum: forumAheadMs, postgres: machine.postgresAheadMs }),
  ];
}
