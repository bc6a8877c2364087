import { createCook } from '../demo-forum/posting/cook.ts';

/** Markdown as the forum would show it, made harmless; nobody is mentioned by it. */
export function cookForPages(): (markdown: string) => string {
  const cook = createCook({ isMember: () => false, groupCalled: () => null });
  return (markdown) => cook(markdown, { followLinks: false });
}
