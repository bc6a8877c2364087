/** What the launchers need of a logger; a pino logger fits. */
export interface EmbeddedLog {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
}
