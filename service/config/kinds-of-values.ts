import { z } from 'zod';
import { readRoleGroups } from '../model/role-groups.ts';

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `a whole number from ${min} to ${max}`);

export const webUrl = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    'an address that begins with https:// or http://',
  )
  .transform((value) => value.replace(/\/+$/, ''));

/** Where pages are: paths are written behind it, and it is shown to everybody. */
export const siteAddress = webUrl.refine((value) => {
  const url = URL.parse(value);
  return url === null || `${url.username}${url.password}${url.search}${url.hash}` === '';
}, 'an address without a name, a password, ? or # in it');

/** A mistake in it must be found here: what mail libraries say of one quotes the password. */
export const mailServer = z.string().refine((value) => {
  const url = URL.parse(value);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return false;
  return /^\/?$/.test(url.pathname) && url.hash === '';
}, 'an address such as smtp://user:password@host:587; in the password, write #, ?, / and @ as %23, %3F, %2F and %40');

export const repositoryAddress = z
  .string()
  .refine(
    (value) => /^(https?|ssh|file):\/\/[^\s]+$|^[\w.-]+@[\w.-]+:[^\s]+$/.test(value),
    'an address such as https://github.com/you/rules.git or git@github.com:you/rules.git',
  )
  .refine(
    (value) => !/^https?:\/\/[^/]*@/.test(value),
    'an address without a name or password in it; RULES_TOKEN opens a private repository',
  );

export const longSecret = z.string().min(32, 'at least 32 characters; make one with `openssl rand -hex 32`');

export const roleGroups = z.string().transform((text, context) => {
  const read = readRoleGroups(text);
  if (read.ok) return read.groups;
  context.addIssue({ code: 'custom', message: read.expected });
  return z.NEVER;
});

export const eventsSecret = z
  .string()
  .refine(
    (value) =>
      /^whsec_([A-Za-z0-9+/]{4}){8,21}([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?$/.test(value),
    '`whsec_` and 24 to 64 bytes in base64; make one with `echo "whsec_$(openssl rand -base64 32)"`',
  );
