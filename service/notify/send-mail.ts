import { createTransport } from 'nodemailer';

export interface MailOptions {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  server: string;
  from: string;
  to: readonly string[];
  /** How long the server may say nothing. */
  patienceMs?: number;
}

export interface Mailer {
  /** `name`: a mail of the same name is the same mail, and programs show it once. */
  send(mail: { subject: string; text: string; name?: string }): Promise<void>;
}

const defaultPatienceMs = 15_000;

/** Sends plain mails by SMTP, encrypted wherever the server can. Rejects when it does not take them. */
export function createMailer({ server, from, to, patienceMs = defaultPatienceMs }: MailOptions): Mailer {
  const transport = createTransport(
    {
      url: server,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      dnsTimeout: patienceMs,
    },
    { from },
  );
  return {
    async send({ subject, text, name }) {
      await transport.sendMail({
        to: [...to],
        subject,
        text,
        ...(name === undefined ? {} : { messageId: `<${name}@${hostOf(from)}>` }),
        // Answering machines shall not answer a machine.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}

/** `Waypost <waypost@forum.example>` and the bare address alike. */
function hostOf(from: string): string {
  return /@([\w.-]+)/.exec(from)?.[1] ?? 'waypost';
}
