import type { Aged } from './timed-cache.ts';

export interface BatchLoader<Id extends number, View> {
  /** What was found, null for an id that is not there. Undefined: nobody could be asked. */
  get(id: Id): Promise<Aged<View | null> | undefined>;
  /** What was kept of it, or is being asked for, is no longer good enough. */
  forget(id: Id): void;
}

export interface BatchLoaderDeps<Id extends number, View> {
  /** Null: nobody there any more who could be asked. */
  load(ids: readonly Id[]): Promise<readonly View[] | null>;
  idOf(view: View): Id;
  onError(error: unknown): void;
  now: () => number;
  /** For how long others may join a question. */
  gatherMs: number;
  keepForMs: number;
  /** Ids in one question, at most. */
  mostAtOnce: number;
  mostKept: number;
}

/**
 * Asks for many at once: what is wanted within some milliseconds goes into one question, and an answer is kept for a
 * short while. A question that fails is not kept, and nobody throws because of it.
 */
export function createBatchLoader<Id extends number, View>(
  deps: BatchLoaderDeps<Id, View>,
): BatchLoader<Id, View> {
  type Answer = ReadonlyMap<Id, Aged<View | null>>;
  interface Question {
    ids: Set<Id>;
    answer: Promise<Answer>;
  }
  const kept = new Map<Id, Aged<View | null>>();
  /** The latest question about each id that has no answer yet. */
  const asking = new Map<Id, Question>();
  let open: Question | null = null;

  function begin(): Question {
    const ids = new Set<Id>();
    const question: Question = { ids, answer: gatherAndAsk(ids) };
    open = question;
    return question;
  }

  async function gatherAndAsk(ids: Set<Id>): Promise<Answer> {
    await new Promise((resolve) => setTimeout(resolve, deps.gatherMs));
    if (open?.ids === ids) open = null;
    const at = new Date(deps.now());
    let answer: Answer = new Map();
    try {
      const views = await deps.load([...ids]);
      const byId = new Map(views?.map((view) => [deps.idOf(view), view]));
      if (views) answer = new Map([...ids].map((id) => [id, { value: byId.get(id) ?? null, at }]));
    } catch (error) {
      deps.onError(error);
    }
    for (const id of ids) {
      // Forgotten while it was asked for, an answer may be old news.
      if (asking.get(id)?.ids !== ids) continue;
      asking.delete(id);
      const found = answer.get(id);
      if (found) keep(id, found);
    }
    return answer;
  }

  function keep(id: Id, found: Aged<View | null>): void {
    kept.delete(id);
    kept.set(id, found);
    const [oldest] = kept.keys();
    if (kept.size > deps.mostKept && oldest !== undefined) kept.delete(oldest);
  }

  return {
    async get(id) {
      const known = kept.get(id);
      if (known && known.at.getTime() + deps.keepForMs > deps.now()) return known;
      const question = asking.get(id) ?? (open !== null && open.ids.size < deps.mostAtOnce ? open : begin());
      question.ids.add(id);
      asking.set(id, question);
      return (await question.answer).get(id);
    },
    forget(id) {
      kept.delete(id);
      // Who asks from now on shall not join a question that has been put already.
      if (asking.get(id) !== open) asking.delete(id);
    },
  };
}
