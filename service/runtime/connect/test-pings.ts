import { type PreparedSecret, prepareSecret, verifySignature } from '../../ingest/verify-signature.ts';

/**
 * Test pings of a forum that is just being connected: signed with a secret that this process works with only after its
 * next start. They are answered, and nothing of them is kept.
 */
export function createTestPings() {
  const expected = new Set<PreparedSecret>();
  return {
    /** Until it is disposed of, a ping signed with this secret is answered. */
    expect(secret: string): AsyncDisposable {
      const prepared = prepareSecret(secret);
      expected.add(prepared);
      return { [Symbol.asyncDispose]: async () => void expected.delete(prepared) };
    },
    isExpected: (signature: Buffer, body: Buffer): boolean => verifySignature([...expected], signature, body),
  };
}

export type TestPings = ReturnType<typeof createTestPings>;
