import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** The release whose answers were recorded and are imitated here. */
export const discourseVersion = '3.3.0.beta1';

export interface WebhookRequest {
  url: string;
  secret: string;
  instance: string;
  eventId: number;
  eventType: string;
  event: string;
  body: string;
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Sends one webhook as Discourse does: headers in the recorded order, signature over the raw body, no redirect followed,
 * one connection for one request. Answers with the receiver's status, or -1 when none came in time.
 */
export function sendWebhook(webhook: WebhookRequest): Promise<number> {
  return new Promise((resolve) => {
    const url = new URL(webhook.url);
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(
      url,
      { method: 'POST', headers: headersOf(webhook, url), agent: false, signal: webhook.signal },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? -1);
      },
    );
    request.setTimeout(webhook.timeoutMs, () => request.destroy());
    request.on('error', () => resolve(-1));
    request.on('close', () => resolve(-1));
    request.end(webhook.body);
  });
}

/** Neither name, id nor instance is signed: the body alone is. */
export function signBody(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function headersOf(webhook: WebhookRequest, url: URL): string[] {
  return [
    ...['User-Agent', `Discourse/${discourseVersion}`],
    ...['Accept', '*/*'],
    ...['Connection', 'close'],
    ...['Content-Length', String(Buffer.byteLength(webhook.body))],
    ...['Content-Type', 'application/json'],
    // Without the port, as recorded.
    ...['Host', url.hostname],
    ...['X-Discourse-Instance', webhook.instance],
    ...['X-Discourse-Event-Id', String(webhook.eventId)],
    ...['X-Discourse-Event-Type', webhook.eventType],
    ...['X-Discourse-Event', webhook.event],
    ...(webhook.secret === '' ? [] : ['X-Discourse-Event-Signature', signBody(webhook.secret, webhook.body)]),
    ...['Accept-Encoding', 'gzip;q=1.0,deflate;q=0.6,identity;q=0.3'],
  ];
}
