import { resourceId } from '../../model/ids.ts';
import type { ResourceId } from '../../model/ids.ts';
import type { Problem } from '../problem.ts';
import type { ParsedResource } from './parse-resource.ts';

export interface Supersession {
  /** From each superseded id to the newest guide of its chain. */
  supersededBy: Map<ResourceId, ResourceId>;
  problems: Problem[];
}

/** Which guide took whose place, over any number of steps. Two successors of one guide, and circles, are faults. */
export function followSupersession(parsed: readonly ParsedResource[]): Supersession {
  const next = new Map<string, ParsedResource>();
  const problems: Problem[] = [];
  const fault = (file: ParsedResource, code: string, message: string): void => {
    problems.push({ file: file.file, ...file.placeOf('supersedes'), code, message });
  };
  for (const file of parsed.filter(({ locale, situation }) => locale === null && situation === null)) {
    for (const old of file.values.supersedes) {
      const other = next.get(old);
      if (other === undefined) next.set(old, file);
      else
        fault(
          file,
          'superseded_twice',
          `${other.file} supersedes "${old}" already; only one guide can take its place`,
        );
    }
  }
  const supersededBy = new Map<ResourceId, ResourceId>();
  const told = new Set<string>();
  for (const old of next.keys()) {
    const chain = [old];
    let newest = next.get(old)?.id ?? old;
    while (next.has(newest) && !chain.includes(newest)) {
      chain.push(newest);
      newest = next.get(newest)?.id ?? newest;
    }
    const isCircle = next.has(newest);
    const file = next.get(old);
    if (!isCircle) supersededBy.set(resourceId(old), resourceId(newest));
    else if (file !== undefined && !chain.some((id) => told.has(id)))
      fault(
        file,
        'supersedes_circle',
        `${[...chain, newest].join(' → ')} goes in a circle, so none of them is the newest; take one \`supersedes\` out`,
      );
    if (isCircle) for (const id of chain) told.add(id);
  }
  return { supersededBy, problems };
}
