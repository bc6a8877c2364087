/** A private Postgres or Redis could not be started; the message ends with a way out. */
export class EmbeddedServerError extends Error {
  override name = 'EmbeddedServerError';
}
