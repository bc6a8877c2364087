import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends the run with the names of what was skipped, with the reason where there is one, of the files that failed, and with
 * one plain line: `12 passed, 0 failed, 1 skipped`.
 */
export default class PlainLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    // A file that does not load, or whose preparation fails, has no test to count.
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((part) => part.state() === 'failed' && part.errors().length > 0).length;
    const failed = tests.length - passed - skipped.length + broken + errors.length;

    for (const test of skipped) {
      const result = test.result();
      const why = result.state === 'skipped' && result.note ? ` (${result.note})` : '';
      console.log(`skipped: ${test.module.relativeModuleId} > ${test.fullName}${why}`);
    }
    for (const module of modules.filter((module) => !module.ok())) {
      console.log(`failed in: ${module.relativeModuleId}`);
    }
    console.log(
      `\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
    );
  }
}
