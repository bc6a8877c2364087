const longestTitle = 150;

/** A title that plugin and forum take. */
export function shortenTitle(title: string): string {
  const signs = Array.from(title);
  return signs.length <= longestTitle ? title : `${signs.slice(0, longestTitle - 1).join('')}…`;
}
