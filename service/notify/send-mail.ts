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
  send(mail: { subject: string; text: string }): Promise<void>;
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
    async send({ subject, text }) {
      await transport.sendMail({
        to: [...to],
        subject,
        text,
        // Answering machines shall not answer a machine.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}
