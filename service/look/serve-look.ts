import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { favicon } from './mark.ts';
import { readStyles } from './read-styles.ts';

/** Fastify plugin: `/look/style.css`, `/look/live.js` and `/look/favicon.svg`, open to everybody. */
export async function serveLook(app: FastifyInstance): Promise<void> {
  serve(app, '/look/style.css', 'text/css; charset=utf-8', await readStyles());
  serve(app, '/look/live.js', 'text/javascript; charset=utf-8', await readAsset('live.js'));
  serve(app, '/look/favicon.svg', 'image/svg+xml', favicon());
}

function readAsset(name: string): Promise<string> {
  return readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
}

function serve(app: FastifyInstance, path: string, type: string, body: string): void {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  app.get(path, { config: { access: 'anyone' } }, (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'public, no-cache').header('etag', tag).type(type);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply.send(body);
  });
}
