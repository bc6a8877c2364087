/**
 * To be imported before all else: Node begins its threads with the first work for them, once for all. Addresses are looked up
 * on half of them, and one whose name server is silent holds its thread for many seconds: with the usual four, a forum that
 * cannot be found would keep the others of its process from being asked. What the operator has said stands.
 */
const threads = '64';

// config.ts reads it with much else, and after that it is too late.
const { env } = process;
if (env['FORUMS_FILE']) env['UV_THREADPOOL_SIZE'] ||= threads;
