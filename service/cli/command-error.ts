/** A command could not do what was asked; the message is for the person who asked. */
export class CommandError extends Error {
  override name = 'CommandError';
}
