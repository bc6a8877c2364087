import { type Finding, findingsAbout } from './finding.ts';

export interface RulesSeen {
  folder: string;
  rules: number;
  /** With place and way out, as `check` prints them. */
  faults: readonly string[];
  warnings: readonly string[];
  /** Faults that appear only when the rules are held to this very forum. Null: the forum could not be asked. */
  lacking: readonly string[] | null;
  /** Rules that wait for the solved plugin. */
  waitForSolutions: readonly string[];
  /** Whether the forum tells of solutions; null without an administrator's key. */
  tellsSolutions: boolean | null;
}

const about = findingsAbout('rules');

export function judgeRules(seen: RulesSeen): Finding[] {
  const { folder, rules, faults, warnings, lacking, waitForSolutions, tellsSolutions } = seen;
  const findings = [
    ...faults.map((fault) =>
      about.bad(
        fault,
        'the rules are not taken up; the last good version stays in force',
        'mend it; waypost check tells more',
      ),
    ),
    ...(lacking ?? []).map((what) =>
      about.warning(
        what,
        'this forum cannot give what the rule needs, so the rule stays silent',
        'change the rule, or the forum',
      ),
    ),
    ...warnings.map((what) =>
      about.warning(what, 'it works, and perhaps not as meant', 'waypost check tells more'),
    ),
  ];
  if (waitForSolutions.length > 0 && tellsSolutions === false)
    findings.push(
      about.warning(
        `${waitForSolutions.join(', ')} wait for accepted solutions`,
        'the forum has no plugin that knows any (Discourse Solved), so these rules stay silent',
        'switch Discourse Solved on, then run waypost connect',
      ),
    );
  const open = lacking === null ? [about.notChecked('whether this forum can give what the rules need')] : [];
  if (findings.length > 0) return [...findings, ...open];
  return [about.good(`${rules} rules from ${folder} are in order, and fit this forum`), ...open];
}
