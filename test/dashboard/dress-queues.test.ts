import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { dressQueues } from '../../service/dashboard/dress-queues.ts';

describe('the page of the queues', () => {
  it('asks nothing of others, and leads back to the dashboard in the reader’s language', async () => {
    const manifest = createRequire(import.meta.url).resolve('@bull-board/ui/package.json');
    const page = await readFile(manifest.replace('package.json', 'dist/index.ejs'), 'utf8');

    const dressed = dressQueues(page, 'de');

    expect(page).toContain('fonts.googleapis.com/css');
    expect(dressed).not.toContain('fonts.googleapis.com/css');
    expect(dressed).toMatch(/<body[^>]*>\s*<a href="\/" lang="de"[^>]*>← Zurück zum Dashboard<\/a>/);
  });
});
