const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/**
 * Whether a failed fetch never reached the forum: no address, no connection, no trust in its certificate.
 * Anything else may have arrived.
 */
export function didNotLeave(cause: unknown, depth = 0): boolean {
  if (!(cause instanceof Error) || depth > 4) return false;
  if ('code' in cause && typeof cause.code === 'string' && beforeSending.has(cause.code)) return true;
  if ('syscall' in cause && cause.syscall === 'connect') return true;
  // One error per address that was tried; all of them must have failed to connect.
  if (cause instanceof AggregateError && cause.errors.length > 0) {
    return cause.errors.every((error) => didNotLeave(error, depth + 1));
  }
  return didNotLeave(cause.cause, depth + 1);
}
