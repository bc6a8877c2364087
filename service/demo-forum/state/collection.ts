/** Records of one kind, in the order in which they first came. */
export interface Collection<Id extends string | number, Record extends { id: Id }> {
  get(id: Id): Record | undefined;
  all(): Iterable<Record>;
  readonly size: number;
  /** Adds the record, or replaces the one with its id. */
  put(record: Record): Record;
  remove(id: Id): void;
}

/** Told of every change; `undefined` means that the record is gone. */
export type OnChange = (kind: string, id: string | number, record: unknown) => void;

export function createCollection<Id extends string | number, Record extends { id: Id }>(
  kind: string,
  kept: Iterable<Record>,
  onChange: OnChange,
): Collection<Id, Record> {
  const records = new Map<Id, Record>();
  for (const record of kept) records.set(record.id, record);

  return {
    get: (id) => records.get(id),
    all: () => records.values(),
    get size() {
      return records.size;
    },
    put(record) {
      records.set(record.id, record);
      onChange(kind, record.id, record);
      return record;
    },
    remove(id) {
      if (records.delete(id)) onChange(kind, id, undefined);
    },
  };
}
