/**
 * Closes all of them at once: one that takes long, or cannot be closed, leaves the others their time.
 * Throws the first failure when all have ended.
 */
export function closeTogether(all: readonly AsyncDisposable[]): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      const ended = await Promise.allSettled(all.map(async (each) => await each[Symbol.asyncDispose]()));
      for (const { reason } of ended.filter((one) => one.status === 'rejected')) throw reason;
    },
  };
}
