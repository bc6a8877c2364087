/** What an administrator reads of a forum. Where forums of different ages answer differently, both are understood. */
export * from './admin/read-account.ts';
export * from './admin/read-category-groups.ts';
export * from './admin/read-hooks.ts';
export * from './admin/read-keys.ts';
export * from './admin/read-settings.ts';
