// Tests are read before any initializer runs: with this one first, what they import is there. Run with target=plugins.
import 'discourse/plugins/aa-waypost-polyfill/discourse/pre-initializers/aa-front-end-of-2026';
