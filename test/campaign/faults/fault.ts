import type { Crew } from '../break-things.ts';
import type { Stage } from '../open-stage.ts';
import type { Random } from '../random.ts';

/** One way in which the world fails Waypost; struck several times during a campaign. */
export interface Fault {
  /** In a few words, for the verdict. */
  what: string;
  /** How many events it takes to tell, unless said. */
  events?: number;
  /** Settings that each process of Waypost is started with. */
  env?: Readonly<Record<string, string>>;
  /** Makes it happen and takes it back; the load goes on meanwhile. */
  strike(about: { stage: Stage; crew: Crew; random: Random }): Promise<void>;
}
