import { look, permission, record, roomOf } from '../../../application/access/act.ts';
import type { SignedIn } from '../../../application/access/sign-in.ts';
import {
  changeUser,
  createFirstAdmin,
  createKey,
  createUser,
  keyList,
  revokeKey,
  userList,
} from '../../../application/access/user-desk.ts';
import type { SESSION_ROUTES } from '../../../contract/session.ts';
import { sightOf, standsFor, type Viewer } from '../../../domain/access/viewer.ts';
import type { Call, Handlers, House } from '../call.ts';
import { HttpProblem } from '../problem.ts';

/** The one who is about to be the first admin. */
const FIRST: Viewer = {
  id: 'first-run',
  name: 'first run',
  kind: 'user',
  role: 'distributor-admin',
  party: null,
};

export const sessionHandlers: Handlers<keyof typeof SESSION_ROUTES> = {
  getSetUp: async ({ office, house }) => ({
    needed: (await look(office, FIRST, ({ shelves }) => shelves.accounts.countUsers())) === 0,
    openId: house.signIn.openId,
  }),
  setUpAdmin: async (call) => {
    const { token, ...person } = call.body;
    refuseTooMany(call, null);
    if (!call.house.signIn.isFirstRunToken(token)) {
      call.house.failures.byAddress.failed(call.origin);
      throw new HttpProblem(403, 'wrong-token', 'take the token that the service printed when it started');
    }
    await call.office.book.writeAs(FIRST, 'keep', async (shelves) => {
      const deed = await createFirstAdmin(call.office, roomOf(call.office, shelves), FIRST, person);
      await record(shelves, { viewer: FIRST, origin: call.origin, what: 'setUpAdmin' }, deed);
    });
    return begin(call, person.email, person.password);
  },
  signIn: (call) => begin(call, call.body.email, call.body.password),
  signOut: async (call) => {
    for (const cookie of await call.house.signIn.out(call.context.req.raw.headers)) {
      call.context.header('set-cookie', cookie, { append: true });
    }
    return null;
  },
  getMe: ({ office, signedIn }) => meOf(office, signedIn),
  changePassword: async (call) => {
    const changed = await call.house.signIn.changePassword(
      call.body.current,
      call.body.next,
      call.context.req.raw.headers,
    );
    if (changed === null) {
      throw new HttpProblem(422, 'wrong-fields', 'correct the password', [
        { field: 'current', seen: 'another password', todo: 'write the password you signed in with' },
      ]);
    }
    await call.write(async () => ({ answer: null, object: call.viewer.id, after: { password: 'changed' } }));
    for (const cookie of changed.cookies) call.context.header('set-cookie', cookie, { append: true });
    return null;
  },
  listUsers: ({ office, viewer }) => userList(office, viewer),
  createUser: ({ office, viewer, body, write }) => write((room) => createUser(office, room, viewer, body)),
  updateUser: ({ office, viewer, params, body, etag, write }) =>
    write((room) => changeUser(office, room, viewer, { id: params.id, etag, change: given(body) })),
  listKeys: ({ office, viewer }) => keyList(office, viewer),
  createKey: ({ office, viewer, body, write }) => write((room) => createKey(office, room, viewer, body)),
  revokeKey: ({ viewer, params, write }) => write((room) => revokeKey(room, viewer, params.id)),
};

/** What was sent, without what was not. */
export function given<Body extends object>(
  body: Body,
): { [Key in keyof Body]: Exclude<Body[Key], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;
}

type BeginCall = Call<'signIn'> | Call<'setUpAdmin'>;

async function begin(call: BeginCall, email: string, password: string): Promise<unknown> {
  refuseTooMany(call, email);
  const { signIn, failures } = call.house;
  const begun = await signIn.withPassword(email, password, call.context.req.raw.headers);
  if (begun === null) {
    failures.byAddress.failed(call.origin);
    failures.byEmail.failed(email.toLowerCase());
    throw new HttpProblem(401, 'wrong-sign-in', 'the e-mail or the password is wrong', [
      {
        field: 'password',
        seen: 'an e-mail and password that do not go together',
        todo: 'try again, or ask an admin for a new password',
      },
    ]);
  }
  failures.byEmail.forget(email.toLowerCase());
  for (const cookie of begun.cookies) call.context.header('set-cookie', cookie, { append: true });
  return meOf(call.office, begun.signedIn);
}

function refuseTooMany({ house, origin }: Pick<BeginCall, 'house' | 'origin'>, email: string | null): void {
  const { byAddress, byEmail } = house.failures;
  const wait = Math.max(byAddress.wait(origin), email === null ? 0 : byEmail.wait(email.toLowerCase()));
  if (wait === 0) return;
  throw new HttpProblem(429, 'too-many-attempts', `wait ${wait} seconds before trying again`, [], {
    'retry-after': `${wait}`,
  });
}

async function meOf(office: House['office'], { viewer, email, csrf }: SignedIn): Promise<unknown> {
  return look(office, viewer, async ({ shelves }) => {
    const sight = sightOf(viewer);
    const party = viewer.party;
    const names = await shelves.lists.partyNames(['distributor', standsFor(viewer)]);
    const everything = sight.kind === 'everything';
    const periods = everything
      ? (await shelves.periods.list()).map((row) => row.period)
      : await shelves.lists.statementPeriods(sight);
    const currency = everything
      ? (await shelves.settings.load()).currency
      : await shelves.lists.bookCurrency();
    const only = (allowed: boolean): string | null => (allowed ? null : 'your role may not do this');
    const admin = viewer.role === 'distributor-admin';
    return {
      user: email === null ? null : { id: viewer.id, name: viewer.name, email },
      role: viewer.role,
      party: party === null ? null : { id: party, name: names.get(party) ?? party },
      csrf,
      distributorName: names.get('distributor') ?? 'Distributor',
      currency,
      newestPeriod: [...periods].sort().at(-1) ?? null,
      actions: [
        permission('see-book', only(everything)),
        permission('run-book', only(admin)),
        permission('sell', only(admin || sight.kind === 'reseller')),
        permission('simulate', only(admin || viewer.role === 'distributor-analyst')),
        permission('see-audit', only(admin || viewer.role === 'auditor')),
        permission('keep-users', only(admin || viewer.role === 'reseller-admin')),
      ],
    };
  });
}
