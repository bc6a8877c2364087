import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Config, ForumConfig } from '../config.ts';
import { demoForumApp } from '../demo-forum/app.ts';
import { type DemoForum, createDemoForum } from '../demo-forum/demo-forum.ts';
import type { PageOptions } from '../demo-forum/pages/page-routes.ts';
import { ForumIsOpen } from '../demo-forum/state/forum-is-open.ts';
import { demoRunsAlready } from './already-runs.ts';
import { demoSamples } from './demo-samples.ts';

export interface RunningDemoForum extends AsyncDisposable {
  address: string;
  forumConfig: ForumConfig;
  /** Tells the forum where its webhooks go, its pages where the dashboard is, and whom it may tell who signs in. */
  connect(waypost: {
    hookUrl: string;
    webhookSecret: string;
    dashboardUrl: string;
    connectSecret: string;
  }): void;
}

/** The forum that stands in for a real one: durable below the data folder, in this process, on a port of its own. @throws AlreadyRuns */
export async function startDemoForum(config: Config): Promise<RunningDemoForum> {
  await mkdir(config.dataDir, { recursive: true });
  const forum = openForum(config.dataDir);
  const pages: PageOptions = { samples: demoSamples };
  const app = demoForumApp(forum, pages);
  let isConnected = false;
  // What is written before Waypost listens would be history to it.
  app.addHook('onRequest', async (request, reply) => {
    if (!isConnected && request.method !== 'GET')
      await reply.code(503).send('Waypost is just starting; again in a second.');
  });
  await app.listen({ port: config.demoForumPort, host: config.host });
  const { port } = app.server.address() as AddressInfo;
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  const address = `http://${host}:${port}`;
  forum.setBaseUrl(address);
  return {
    address,
    forumConfig: { url: address, apiKey: forum.apiKey, apiUsername: forum.botUsername, apiShare: 55 },
    connect({ hookUrl, webhookSecret, dashboardUrl, connectSecret }) {
      isConnected = true;
      pages.dashboardUrl = dashboardUrl;
      forum.letSignIn([{ host: '*', secret: connectSecret }]);
      // A webhook to where an earlier start listened would only fail.
      for (const { id, url } of forum.webhooks()) if (url !== hookUrl) forum.removeWebhook(id);
      forum.addWebhook({ url: hookUrl, secret: webhookSecret });
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await forum.close();
    },
  };
}

function openForum(dataDir: string): DemoForum {
  try {
    return createDemoForum({ store: { file: join(dataDir, 'demo-forum.sqlite') } });
  } catch (error) {
    throw error instanceof ForumIsOpen ? demoRunsAlready(dataDir) : error;
  }
}
