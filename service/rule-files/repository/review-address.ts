/** The page on which a branch becomes a request to take it over; null where the host's ways are not known. */
export function reviewAddress(address: string, { from, to }: { from: string; to: string }): string | null {
  const place = placeOf(address);
  if (place === null) return null;
  const base = `https://${place.host}/${place.path}`;
  const source = encodeURIComponent(from);
  const target = encodeURIComponent(to);
  if (place.host === 'github.com') return `${base}/compare/${target}...${source}?expand=1`;
  if (/(^|\.)gitlab\./.test(place.host))
    return `${base}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${source}&merge_request%5Btarget_branch%5D=${target}`;
  if (/^codeberg\.org$|(^|\.)(forgejo|gitea)\./.test(place.host))
    return `${base}/compare/${target}...${source}`;
  return null;
}

/** `https://host/owner/name.git`, `ssh://git@host/owner/name` and `git@host:owner/name.git` are the same place. */
function placeOf(address: string): { host: string; path: string } | null {
  const [, host, path] =
    /^(?:https?|ssh):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(address) ??
    /^[^@/\s]+@([^:/]+):(.+?)(?:\.git)?\/?$/.exec(address) ??
    [];
  return host === undefined || path === undefined ? null : { host: host.toLowerCase(), path };
}
