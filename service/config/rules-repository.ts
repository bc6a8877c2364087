import { existsSync } from 'node:fs';
import type { Environment } from './environment.ts';
import type { Settings } from './settings.ts';

export interface RulesRepositoryConfig {
  address: string;
  branch: string;
  /** Below the top of the repository; empty: the top itself. */
  folder: string;
  token: string | null;
  sshKeyFile: string | null;
}

export function readRulesRepository(e: Settings): RulesRepositoryConfig | null {
  if (e.RULES_REPO === undefined) return null;
  return {
    address: e.RULES_REPO,
    branch: e.RULES_BRANCH,
    folder: e.RULES_FOLDER ?? '',
    token: e.RULES_TOKEN ?? null,
    sshKeyFile: e.RULES_SSH_KEY_FILE ?? null,
  };
}

/** Without a repository there has to be a folder with rules; what opens a repository must not travel for all to read. */
export function rulesFaults(values: Environment): readonly string[] {
  const rules = values['RULES_PATH'] ?? 'rules';
  if (values['RULES_TOKEN'] && values['RULES_REPO']?.startsWith('http:'))
    return [
      'RULES_REPO: an address that begins with http:// would show RULES_TOKEN to everybody on the way; expected https://',
    ];
  if (values['RULES_REPO'] || existsSync(rules)) return [];
  return [`RULES_PATH: ${JSON.stringify(rules)} does not exist; expected a folder with rules`];
}
