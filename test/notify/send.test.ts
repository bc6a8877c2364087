import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, describe, expect, test } from 'vitest';
import { isSigned, isTimely, readEventsSecret, readTold } from '../../service/ingest/outside/verify-told.ts';
import { createMailer } from '../../service/notify/send-mail.ts';
import { createSignedWebhook } from '../../service/notify/send-signed.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const opened = new AsyncDisposableStack();
afterAll(() => opened.disposeAsync());

describe('a signed webhook', () => {
  async function receive(status = 200) {
    const got: { headers: Record<string, string | string[] | undefined>; body: Buffer }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        got.push({ headers: request.headers, body: Buffer.concat(chunks) });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.defer(() => void server.close());
    return { got, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
  }

  test('is one that our own door would take, and shows its text in a chat', async () => {
    const { got, address } = await receive();

    await createSignedWebhook({ address, secret }).send({
      type: 'waypost.alert',
      text: 'All is well',
      data: { a: 1 },
      name: 'default-7-began',
    });

    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = got;
    const told = readTold(headers);
    expect('id' in told && isSigned([readEventsSecret(secret) ?? Buffer.alloc(0)], told, body)).toBe(true);
    expect(headers['webhook-id']).toBe('msg_default-7-began');
    expect('id' in told && isTimely(told, new Date())).toBe(true);
    expect(JSON.parse(body.toString())).toMatchObject({
      type: 'waypost.alert',
      text: 'All is well',
      data: { a: 1 },
    });
  });

  test('that is not taken says so', async () => {
    const { address } = await receive(500);

    await expect(
      createSignedWebhook({ address, secret: null }).send({ type: 'x', text: 'x', data: {} }),
    ).rejects.toThrow('answered 500');
  });
});

describe('a mail', () => {
  test('reaches the server with its subject, its text, and that no person wrote it', async () => {
    const mails: string[] = [];
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          mails.push(Buffer.concat(chunks).toString());
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    opened.defer(() => new Promise<void>((resolve) => server.close(() => resolve())));

    await createMailer({
      server: `smtp://127.0.0.1:${port}`,
      from: 'w@example.org',
      to: ['a@example.org', 'b@example.org'],
    }).send({
      subject: 'The forum’s webhook is silent',
      text: 'Look at it.',
      name: 'default-7-began',
    });

    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mails[0]).toMatch(/^To: a@example.org, b@example.org\r$/m);
    expect(mails[0]).toMatch(/^Message-ID: <default-7-began@example.org>\r$/m);
    expect(mails[0]).toContain('Look at it.');
  });

  test('is given up where the server takes the call and says nothing more', async () => {
    const server = createSocketServer((socket) => void socket.write('220 mail.example.org ESMTP\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.defer(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const mailer = createMailer({
      server: `smtp://127.0.0.1:${port}`,
      from: 'w@example.org',
      to: ['a@example.org'],
      patienceMs: 200,
    });

    await expect(mailer.send({ subject: 'x', text: 'x' })).rejects.toThrow(/timeout/i);
  });

  test('that no server takes says so', async () => {
    const mailer = createMailer({
      server: 'smtp://127.0.0.1:1',
      from: 'w@example.org',
      to: ['a@example.org'],
    });

    await expect(mailer.send({ subject: 'x', text: 'x' })).rejects.toThrow(/ECONNREFUSED/);
  });
});
