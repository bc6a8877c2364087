import type { Command } from 'commander';
import { type Config, readConnectSettings } from '../../config.ts';
import { ticksFor } from '../../connect/webhook-events.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { createDiscourseClient } from '../../discourse/client.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { type Finding, isWell } from '../../doctor/finding.ts';
import { judgeBot } from '../../doctor/judge-bot.ts';
import { judgeForum } from '../../doctor/judge-forum.ts';
import { judgeHook } from '../../doctor/judge-hook.ts';
import { judgeKey } from '../../doctor/judge-key.ts';
import { judgeMessages } from '../../doctor/judge-messages.ts';
import { type StaffTopicSeen, judgeStaffTopics } from '../../doctor/judge-staff-topics.ts';
import { judgeRules } from '../../doctor/judge-rules.ts';
import { CommandError } from '../command-error.ts';
import { configFor } from '../config-for.ts';
import { openAdmin } from '../../runtime/connect/open-admin.ts';
import { readAdminKey } from '../connect/read-admin-key.ts';
import { sayUnreachable } from '../connect/say-trouble.ts';
import { examineDemo } from '../doctor/examine-demo.ts';
import { accessOf, examineForum } from '../doctor/examine-forum.ts';
import { examineStaffTopics } from '../doctor/examine-staff-topics.ts';
import { examineMachine } from '../doctor/examine-machine.ts';
import { examineRules } from '../doctor/examine-rules.ts';
import { judgeMachine } from '../doctor/judge-machine.ts';
import { printFindings } from '../doctor/print-findings.ts';

interface Options {
  adminKeyFile?: string;
  format: string;
}

/** `waypost doctor`: looks at all that Waypost depends on, changes nothing, and ends with 1 where something is bad. */
export function defineDoctor(command: Command): void {
  command
    .option(
      '--admin-key-file <file>',
      "an administrator's API key (or WAYPOST_ADMIN_KEY), for what only they see",
    )
    .option('--format <format>', 'text or json', 'text')
    .action(async ({ adminKeyFile, format }: Options) => {
      if (format !== 'text' && format !== 'json')
        throw new CommandError(`--format ${JSON.stringify(format)}: expected text or json`);
      const findings = await examine(configFor(command), adminKeyFile);
      const text =
        format === 'json'
          ? JSON.stringify({ ok: isWell(findings), findings }, null, 2)
          : printFindings(findings);
      process.stdout.write(`${text}\n`);
      if (!isWell(findings)) process.exitCode = 1;
    });
}

async function examine(config: Config, adminKeyFile: string | undefined): Promise<Finding[]> {
  const { forum } = config;
  if (forum === null) return await examineDemo(config);
  const machine = await examineMachine(config);
  const { admin, deadlineMs } = {
    admin: await adminOf({ url: forum.url, name: config.forumName }, adminKeyFile),
    deadlineMs: config.timing.requestTimeoutMs,
  };
  const address = config.publicUrl ?? `http://127.0.0.1:${config.port}`;
  const hookUrl = `${address}/hooks/discourse/${config.forumName}`;
  const seen = await examineForum(forum, { admin, hookUrl, deadlineMs }).catch((error: unknown) => {
    if (error instanceof DiscourseError) throw new CommandError(sayUnreachable(forum.url, error));
    throw error;
  });
  const { answer, key, bot, hook } = seen;
  const isOpen = (key?.scopes ?? null) !== null;
  const rules = await examineRules(config, { asksForum: isOpen });
  const topics = isOpen ? await topicsOf(config, rules.reviewTopic, admin) : [];
  const types = hook.admin?.hooks.eventTypes ?? null;
  return [
    ...judgeForum(forum.url, answer),
    ...(key ? judgeKey(key) : []),
    ...(bot ? judgeBot(bot) : []),
    ...(bot?.profile
      ? judgeMessages({
          ...{ username: bot.username, rules: rules.sendMessages, settings: bot.settings },
          ...{ groups: bot.standing?.groupIds ?? null, trustLevel: bot.profile.trustLevel },
        })
      : []),
    ...judgeHook({
      ...hook,
      secrets: config.webhookSecrets,
      lastHeardAt: machine?.lastHeardAt ?? null,
      now: new Date(),
    }),
    ...judgeStaffTopics(topics),
    ...judgeRules({
      ...rules,
      tellsSolutions: types && !ticksFor(types).missing.includes('accepted_solution'),
    }),
    ...judgeMachine(config, machine, answer.answered ? answer.clockAheadMs : null),
  ];
}

/** The topics in which the staff is told something, as they stand. */
async function topicsOf(
  { forum, alerts, timing }: Config,
  reviewTopic: number | null,
  admin: AdminClient | null,
): Promise<StaffTopicSeen[]> {
  const named = [
    { setting: 'ALERT_TOPIC', topic: alerts.topic },
    { setting: 'review.topic of site.yml', topic: reviewTopic },
  ].flatMap(({ setting, topic }) => (topic === null ? [] : [{ setting, topic }]));
  if (forum === null || named.length === 0) return [];
  const client = createDiscourseClient(accessOf(forum, timing.requestTimeoutMs));
  return await examineStaffTopics(named, { client, admin }).catch((error: unknown) => {
    if (error instanceof DiscourseError) throw new CommandError(sayUnreachable(forum.url, error));
    throw error;
  });
}

/** Null where nobody named a key: what only administrators see is then not checked. */
async function adminOf(
  { url: forumUrl, name }: { url: string; name: string },
  file: string | undefined,
): Promise<AdminClient | null> {
  const { adminKey: environment } = readConnectSettings(name);
  if (file === undefined && environment === null) return null;
  return await openAdmin(forumUrl, await readAdminKey({ file, environment, forumUrl }));
}
