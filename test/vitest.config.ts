import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/servers.ts'],
    reporters: ['default', './test/support/plain-line-reporter.ts'],
    testTimeout: 60_000,
    // Most tests wait for servers and not for the processor.
    maxWorkers: 3,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
