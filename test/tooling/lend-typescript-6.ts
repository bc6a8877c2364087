import { registerHooks } from 'node:module';

/**
 * dependency-cruiser reads TypeScript through the compiler's old API, which TypeScript 7 no longer has; with 7 alone it
 * sees no type import and says that all is well. Preloaded with `--import`, this lends it TypeScript 6.
 */
registerHooks({
  resolve(specifier, context, next) {
    return next(specifier.replace(/^typescript(?=\/|$)/, 'typescript-6'), context);
  },
});
