import type { Config } from '../../config.ts';
import type { Finding } from '../../doctor/finding.ts';
import { judgeDemo } from '../../doctor/judge-demo.ts';
import { judgeRules } from '../../doctor/judge-rules.ts';
import { askAddress } from './examine-forum.ts';
import { examineMachine } from './examine-machine.ts';
import { examineRules } from './examine-rules.ts';
import { judgeMachine } from './judge-machine.ts';

/** All that doctor can look at while the forum is the demo forum: what one learns on it holds for a real one. */
export async function examineDemo(config: Config): Promise<Finding[]> {
  const { host, demoForumPort, timing } = config;
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${reached.includes(':') ? `[${reached}]` : reached}:${demoForumPort}`;
  const answer = await askAddress(url, timing.requestTimeoutMs);
  const rules = await examineRules(config, { asksForum: true });
  return [
    ...judgeDemo(url, answer),
    ...judgeRules({ ...rules, tellsSolutions: null }),
    ...judgeMachine(config, await examineMachine(config), answer.answered ? answer.clockAheadMs : null),
  ];
}
