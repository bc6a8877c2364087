import type { ResourceId } from '../../model/ids.ts';
import type { Resource } from './resource.ts';

/** The guide of this id, or the newest of those that took its place. */
export function findResource(
  {
    resources,
    supersededBy,
  }: { resources: ReadonlyMap<ResourceId, Resource>; supersededBy: ReadonlyMap<ResourceId, ResourceId> },
  id: ResourceId,
): Resource | undefined {
  return resources.get(supersededBy.get(id) ?? id);
}
