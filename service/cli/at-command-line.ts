import { userInfo } from 'node:os';
import type { ChangedBy } from '../steer/actions.ts';

/** Who makes a change at the command line, as it is kept beside the change: the account of the machine. */
export function atCommandLine(why: string): ChangedBy {
  return { who: `${userInfo().username} (command line)`, madeOn: 'command line', why };
}
