import { defineConfig } from 'vitest/config';

/** The whole of Waypost against a real Discourse: see test/forum/README.md. Elsewhere skipped, by name. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/forum/**/*.forum.ts'],
    globalSetup: ['test/support/servers.ts'],
    reporters: ['default', './test/support/plain-line-reporter.ts'],
    testTimeout: 800_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
