import type { Fault, PlanNote, StepPart } from '../plan-connection.ts';
import type { PingResult } from '../ping-result.ts';
import type { ConnectTrouble } from '../trouble.ts';

/** What connecting says, wherever it is shown; one file for each language. */
export interface ConnectTexts {
  /** What a step is about: the account @waypost. */
  title: (part: StepPart) => string;
  /** What will be there. */
  line: (part: StepPart) => string;
  /** What is wrong with what is there. */
  fault: (fault: Fault) => string;
  /** Beside a key that is not as it should be. */
  newKeyInstead: string;
  note: (note: PlanNote) => string;
  ping: (result: PingResult) => string;
  trouble: (trouble: ConnectTrouble, ways: WaysOut) => string;
  /** Variables of the environment that go before the file. */
  shadowed: (names: readonly string[], file: string) => string;
}

/** How whoever asks can say otherwise: a flag at the terminal, a field on a page. Each a part of a sentence. */
export interface WaysOut {
  ownAddress: string;
  otherBot: string;
  adopt: string;
  byHand: string;
  disconnect: string;
}
