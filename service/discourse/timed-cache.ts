export interface Aged<T> {
  value: T;
  /** When the forum said so. */
  at: Date;
}

export interface TimedCache<T> {
  /** Kept, or read once however many ask; a failed reading is not kept. */
  get(key: string, read: () => Promise<T>): Promise<Aged<T>>;
  peek(key: string): Aged<T> | undefined;
  forgetWhere(matches: (value: T) => boolean): void;
}

/** Keeps what was read for a while, the `most` lately used of it. */
export function createTimedCache<T>(deps: {
  now: () => number;
  keepForMs: number;
  most: number;
}): TimedCache<T> {
  const { now, keepForMs, most } = deps;
  const kept = new Map<string, Aged<T>>();
  const reading = new Map<string, Promise<Aged<T>>>();
  // What was asked for before something was forgotten may bring the old news back.
  let generation = 0;

  function peek(key: string): Aged<T> | undefined {
    const found = kept.get(key);
    if (found === undefined) return undefined;
    kept.delete(key);
    if (found.at.getTime() + keepForMs <= now()) return undefined;
    kept.set(key, found);
    return found;
  }

  async function load(key: string, read: () => Promise<T>): Promise<Aged<T>> {
    const begun = generation;
    const at = new Date(now());
    const found = { value: await read(), at };
    if (begun !== generation) return found;
    kept.set(key, found);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return found;
  }

  return {
    peek,
    async get(key, read) {
      const found = peek(key) ?? reading.get(key);
      if (found !== undefined) return found;
      const loading = load(key, read).finally(() => {
        if (reading.get(key) === loading) reading.delete(key);
      });
      reading.set(key, loading);
      return loading;
    },
    forgetWhere(matches) {
      generation += 1;
      reading.clear();
      for (const [key, { value }] of kept) if (matches(value)) kept.delete(key);
    },
  };
}
