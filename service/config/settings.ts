import { z } from 'zod';
import { crashPoints } from '../model/crash-point.ts';
import {
  eventsSecret,
  longSecret,
  mailServer,
  repositoryAddress,
  roleGroups,
  siteAddress,
  webUrl,
  wholeNumber,
} from './kinds-of-values.ts';
import { defaultRetention } from '../privacy/retention.ts';
import { timingFaults } from './timing.ts';

/** Every variable that the program reads: its shape, its default, and what a fault says was expected. */
export const Settings = z.object({
  PORT: wholeNumber(0, 65_535).default(4600),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.waypost'),
  DATABASE_URL: z
    .string()
    .refine((value) => /^postgres(ql)?:\/\//.test(value), 'an address that begins with postgres://')
    .optional(),
  REDIS_URL: z
    .string()
    .refine(
      (value) => value.split(',').every((part) => /^(rediss?|unix):\/\//.test(part.trim())),
      'an address that begins with redis://, rediss:// or unix://',
    )
    .optional(),
  QUEUE: z.enum(['auto', 'postgres'], 'auto or postgres').default('auto'),
  RULES_PATH: z.string().default('rules'),
  ALERT_TOPIC: wholeNumber(1, 2_000_000_000).optional(),
  ALERT_EMAIL: z
    .string()
    .transform((value) => value.split(',').map((one) => one.trim()))
    .refine(
      (list) => list.every((one) => /^[^\s@,]+@[^\s@,]+$/.test(one)),
      'mail addresses, with commas between them',
    )
    .optional(),
  ALERT_FROM: z.string().min(3).optional(),
  ALERT_WEBHOOK: webUrl.optional(),
  ALERT_WEBHOOK_SECRET: eventsSecret.optional(),
  SMTP_URL: mailServer.optional(),
  RULES_REPO: repositoryAddress.optional(),
  RULES_BRANCH: z
    .string()
    .regex(/^(?!.*(\.\.|\/\/|@\{|\.lock$))[\w][\w./-]{0,200}$/, 'the name of a branch, such as main')
    .default('main'),
  RULES_FOLDER: z
    .string()
    .regex(/^(?!\.)[\w-][\w/-]{0,200}$/, 'a folder of the repository, such as rules')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  RULES_TOKEN: z.string().min(8, 'an access token of the repository').optional(),
  RULES_SSH_KEY_FILE: z.string().optional(),
  RULES_PUSH_SECRET: z
    .string()
    .min(16, 'at least 16 characters; make one with `openssl rand -hex 32`')
    .optional(),
  WAITS: z.enum(['as written', 'shortened'], '`as written` or `shortened`').default('as written'),
  DISCOURSE_URL: siteAddress.optional(),
  DISCOURSE_API_KEY: z.string().optional(),
  DISCOURSE_API_USERNAME: z.string().optional(),
  DISCOURSE_API_SHARE: wholeNumber(1, 600).default(30),
  WEBHOOK_SECRET: longSecret.optional(),
  WEBHOOK_SECRET_PREVIOUS: z.string().min(12, 'the secret used before, at least 12 characters').optional(),
  EVENTS_SECRET: eventsSecret.optional(),
  EVENTS_SECRET_PREVIOUS: eventsSecret.optional(),
  PRIVATE_CALENDAR_HOSTS: z.string().default(''),
  DASHBOARD_PASSWORD: z.string().min(12, 'at least 12 characters').optional(),
  DISCOURSE_CONNECT_SECRET: longSecret.optional(),
  DISCOURSE_CONNECT_SECRET_PREVIOUS: longSecret.optional(),
  DASHBOARD_ROLES: roleGroups.optional(),
  KEEP_TEXTS_HOURS: wholeNumber(1, 720).default(defaultRetention.textHours),
  KEEP_DECISIONS_DAYS: wholeNumber(30, 3_650).default(defaultRetention.decisionDays),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  PUBLIC_URL: siteAddress.optional(),
  DRAIN_SECONDS: wholeNumber(0, 20).default(5),
  TRUST_PROXY: z.enum(['true', 'false'], 'true or false').default('false'),
  DEMO_FORUM_PORT: wholeNumber(0, 65_535).optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'debug, info, warn, error or silent')
    .default('warn'),
  TIMING: z
    .string()
    .refine((value) => timingFaults(value).length === 0, 'pairs such as `pollMs=500,quietMs=2000`')
    .optional(),
  CRASH_AT: z.enum(crashPoints, crashPoints.join(', ')).optional(),
});

export type Settings = z.infer<typeof Settings>;
