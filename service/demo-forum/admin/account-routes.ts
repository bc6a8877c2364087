import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../api/serve-call.ts';
import { findMember } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { addMember, setTrustLevel } from '../posting/join.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumMember } from '../state/records.ts';
import { memberFacts } from '../webhooks/member-facts.ts';
import { idOf, serveAdmin, success } from './admin-call.ts';

const joining = z.object({
  username: z.string(),
  name: z.string().default(''),
  email: z.string(),
  password: z.string(),
  active: z.boolean().default(false),
});
const level = z.object({ level: z.coerce.number().pipe(z.literal([0, 1, 2, 3, 4])) });
const profile = z.object({ bio_raw: z.string().optional() });
const picked = z.object({ upload_id: z.coerce.number().int(), type: z.string() });

/** Accounts: made, looked at, changed, switched off. */
export function addAccountRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { core } = deps;
  // What a form with a file holds does not matter here, only that it came.
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_, body, done) => done(null, body));

  serveAdmin(app, deps, { method: 'POST', path: '/users.json', name: 'users/create' }, ({ body }) =>
    join(core, joining.parse(body)),
  );
  serveAdmin(app, deps, { method: 'PUT', path: '/u/:name.json', name: 'users/update' }, (call) => {
    const { bio_raw: bio } = profile.parse(call.body);
    const member = named(core, call.params['name']);
    if (bio !== undefined) core.state.members.put({ ...member, bio });
    return { ...success, user: memberFacts(core, member) };
  });
  serveAdmin(app, deps, { method: 'POST', path: '/uploads.json', name: 'uploads/create' }, ({ body }) => {
    const isPicture = Buffer.isBuffer(body) && body.includes('\x89PNG', 0, 'latin1');
    if (!isPicture) throw new ForumRefusal({ kind: 'bad_parameter', name: 'file' });
    return { id: core.state.next('upload'), url: '/uploads/default/original/1X/waypost.png' };
  });
  serveAdmin(
    app,
    deps,
    { method: 'PUT', path: '/u/:name/preferences/avatar/pick.json', name: 'users/pick_avatar' },
    (call) => {
      const { upload_id: avatarId } = picked.parse(call.body);
      core.state.members.put({ ...named(core, call.params['name']), avatarId });
      return success;
    },
  );
  serveAdmin(
    app,
    deps,
    { method: 'GET', path: '/admin/users/:id(^-?\\d+).json', name: 'admin/users/show' },
    (call) => adminFacts(core, numbered(core, idOf(call))),
  );
  serveAdmin(
    app,
    deps,
    { method: 'PUT', path: '/admin/users/:id(^\\d+)/trust_level.json', name: 'admin/users/trust_level' },
    (call) => adminFacts(core, setTrustLevel(core, idOf(call), level.parse(call.body).level)),
  );
  for (const [verb, standing] of [
    ['deactivate', 'inactive'],
    ['activate', 'active'],
  ] as const) {
    serveAdmin(
      app,
      deps,
      { method: 'PUT', path: `/admin/users/:id(^\\d+)/${verb}.json`, name: `admin/users/${verb}` },
      (call) => {
        core.state.members.put({ ...numbered(core, idOf(call)), standing });
        return success;
      },
    );
  }
}

/** 200 also where nobody can join, as Discourse does it. */
function join(core: ForumCore, { username, name, email, active }: z.output<typeof joining>): unknown {
  const isTaken = [...core.state.members.all()].some((member) => member.email === email);
  if (findMember(core, username)) return refused('Username must be unique');
  if (isTaken) return refused('Primary email has already been taken');
  const standing = active ? 'active' : 'inactive';
  const { id } = addMember(core, { username, name, email, standing }, { silent: false });
  const message = 'Your account is activated and ready to use.';
  return { success: true, active, message, user_id: id };
}

function refused(why: string): unknown {
  return { success: false, message: `Something went wrong: ${why}`, errors: {}, values: {} };
}

function named(core: ForumCore, username = ''): ForumMember {
  const member = findMember(core, username);
  if (!member) throw new ForumRefusal({ kind: 'not_found' });
  return member;
}

function numbered(core: ForumCore, id: number): ForumMember {
  const member = core.state.members.get(id);
  if (!member) throw new ForumRefusal({ kind: 'not_found' });
  return member;
}

function adminFacts(core: ForumCore, member: ForumMember): unknown {
  const { id, username, name, admin, moderator, trust_level, created_at, post_count } = memberFacts(
    core,
    member,
  );
  const tillFarAway = '2999-01-01T00:00:00.000Z';
  return {
    ...{ id, username, name, admin, moderator, trust_level, created_at, post_count },
    ...{ active: member.standing !== 'inactive', staged: false },
    ...(member.standing === 'silenced' ? { silenced_till: tillFarAway } : {}),
    ...(member.standing === 'suspended' ? { suspended_till: tillFarAway } : {}),
  };
}
