import type { z } from 'zod';
import { topicId } from '../../model/ids.ts';
import { compileSchedule } from './compile-schedule.ts';
import type { TriggerDetails } from './trigger-details.ts';
import type { triggerKeys } from './trigger-keys.ts';

type Written = {
  [Key in keyof typeof triggerKeys]?: z.output<(typeof triggerKeys)[Key]> | undefined;
};

/** The keys of a trigger, every default filled in. Of a case: what it says happened. */
export function compileDetails(written: Written, waitMs: (written: number) => number): TriggerDetails {
  const { after, count, badge, level, group, tag, type, data, place, years, reaches, calendar, lead } =
    written;
  return {
    afterMs: after === undefined ? null : waitMs(after),
    count: count ?? null,
    badges: badge ?? [],
    levels: level ?? [],
    groups: group ?? [],
    tags: tag ?? [],
    type: type ?? null,
    data: new Map(Object.entries(data ?? {})),
    topic: place === undefined ? null : topicId(place.topic),
    years: years ?? [],
    reaches: reaches?.posts ?? [],
    schedule: compileSchedule(written),
    calendar: calendar ?? null,
    leadMs: lead ?? 0,
  };
}
