import type { TopicId } from '../../model/ids.ts';
import type { TrustLevel } from '../../model/member.ts';
import type { Schedule } from './schedule.ts';

/** What a rule asks of its trigger; each is empty or null where the rule does not ask. */
export interface TriggerDetails {
  /** As long as the file says, in milliseconds; hurried where waits are. */
  afterMs: number | null;
  count: number | null;
  badges: readonly number[];
  levels: readonly TrustLevel[];
  groups: readonly string[];
  tags: readonly string[];
  type: string | null;
  /** Names of fields with the values that count. */
  data: ReadonlyMap<string, readonly string[]>;
  /** Where an announcement goes. */
  topic: TopicId | null;
  /** Years since joining. */
  years: readonly number[];
  /** Numbers of posts. */
  reaches: readonly number[];
  schedule: Schedule | null;
  /** As `site.yml` calls it. */
  calendar: string | null;
  /** How long before something begins it is told. */
  leadMs: number;
}
