import { DatabaseSync } from 'node:sqlite';
import { ForumIsOpen } from './forum-is-open.ts';

/** Where changes are kept so that a forum survives the death of its process. */
export interface Journal {
  /** Everything that was kept, as the JSON texts of one kind of record. */
  load(kind: string): string[];
  write(changes: readonly JournalChange[]): void;
  close(): void;
}

/** `json` is null when the record is gone. */
export interface JournalChange {
  kind: string;
  id: string;
  json: string | null;
}

export function forgetfulJournal(): Journal {
  return { load: () => [], write: () => {}, close: () => {} };
}

/**
 * Keeps every change in one SQLite file. A change is in the hands of the operating system when `write` returns,
 * so that it outlives `kill -9`; a second process on the same file is refused.
 * @throws ForumIsOpen
 */
export function openJournal(file: string): Journal {
  const database = openAlone(file);
  const select = database.prepare('SELECT json FROM record WHERE kind = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO record (kind, id, json) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM record WHERE kind = ? AND id = ?');

  return {
    load: (kind) => select.all(kind).map((row) => String(row['json'])),
    write(changes) {
      database.exec('BEGIN');
      for (const { kind, id, json } of changes) {
        if (json === null) remove.run(kind, id);
        else upsert.run(kind, id, json);
      }
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}

function openAlone(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    database.exec(
      'CREATE TABLE IF NOT EXISTS record (kind TEXT, id TEXT, json TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID',
    );
    return database;
  } catch (error) {
    database.close();
    if (Reflect.get(Object(error), 'errcode') === lockedByAnother) throw new ForumIsOpen(file);
    throw error;
  }
}

/** SQLITE_BUSY. */
const lockedByAnother = 5;
