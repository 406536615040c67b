import { mayAppoint, type Role, type Viewer } from '../../domain/access/viewer.ts';
import type { KeyRow, UserRow } from './account-shelf.ts';
import {
  type Deed,
  etagOf,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
  refuseStale,
} from './act.ts';
import type { Named } from './credit-desk.ts';
import { found, NotAllowed, NotThere, wrongField } from './refusals.ts';
import type { ServiceShelves } from './service-book.ts';

type WithParty<Row> = Omit<Row, 'party'> & { readonly party: Named | null };
export type ListedUser = WithParty<UserRow> & { readonly etag: string; readonly actions: Permission[] };
export type ListedKey = WithParty<KeyRow> & { readonly actions: Permission[] };

export function userList(office: Office, viewer: Viewer): Promise<{ items: ListedUser[] }> {
  return look(office, asKeeper(viewer), async ({ shelves }) => {
    const users = (await shelves.accounts.users()).filter((user) => seesAccount(viewer, user));
    const named = await partiesNamed(shelves, users);
    return { items: users.map((user) => userOf(office, viewer, named(user))) };
  });
}

export function keyList(office: Office, viewer: Viewer): Promise<{ items: ListedKey[] }> {
  return look(office, asKeeper(viewer), async ({ shelves }) => {
    const keys = (await shelves.accounts.keys()).filter((key) => seesAccount(viewer, key));
    const named = await partiesNamed(shelves, keys);
    return { items: keys.map((key) => keyOf(viewer, named(key))) };
  });
}

export type NewUser = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly party: string | null;
  readonly password: string;
};

export async function createUser(office: Office, room: Room, viewer: Viewer, given: NewUser): Promise<Deed> {
  await refuseAppointment(room, viewer, given.role, given.party);
  return addUser(office, room, viewer, given);
}

/** The book's first admin; refused when there is anybody already. */
export async function createFirstAdmin(
  office: Office,
  room: Room,
  viewer: Viewer,
  given: Omit<NewUser, 'role' | 'party'>,
): Promise<Deed> {
  if ((await room.shelves.accounts.countUsers()) > 0)
    throw new NotAllowed('the book has its first admin already: sign in');
  return addUser(office, room, viewer, { ...given, role: 'distributor-admin', party: null });
}

async function addUser(office: Office, room: Room, viewer: Viewer, given: NewUser): Promise<Deed> {
  const { accounts } = room.shelves;
  if ((await accounts.userWithEmail(given.email)) !== null) {
    throw wrongField('email', given.email, 'somebody has this e-mail address already');
  }
  const id = office.credentials.newId();
  const { password, ...user } = given;
  await accounts.addUser({ id, ...user }, await office.credentials.hashPassword(password));
  const made = found((await accounts.users([id]))[0]);
  const named = await partiesNamed(room.shelves, [made]);
  return { answer: userOf(office, viewer, named(made)), object: id, after: user };
}

export async function changeUser(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: {
    readonly id: string;
    readonly etag: string;
    readonly change: Partial<Pick<UserRow, 'name' | 'role' | 'party' | 'disabled'>> & {
      readonly password?: string;
    };
  },
): Promise<Deed> {
  const { accounts } = room.shelves;
  const [before] = await accounts.users([asked.id]);
  if (before === undefined || !seesAccount(viewer, before)) throw new NotThere();
  refuseStale(asked.etag, etagOf(office, userContent(before)));
  const { password, ...change } = asked.change;
  const after = { ...before, ...change };
  await refuseAppointment(room, viewer, after.role, after.party);
  await refuseLastAdmin(room, before, after);
  await accounts.changeUser(after);
  if (password !== undefined)
    await accounts.setPassword(after.id, await office.credentials.hashPassword(password));
  await accounts.endSessions(after.id);
  const now = found((await accounts.users([after.id]))[0]);
  const named = await partiesNamed(room.shelves, [now]);
  return {
    answer: userOf(office, viewer, named(now)),
    object: after.id,
    before: userContent(before),
    after: { ...userContent(after), ...(password === undefined ? {} : { password: 'changed' }) },
  };
}

export async function createKey(
  office: Office,
  room: Room,
  viewer: Viewer,
  given: {
    readonly name: string;
    readonly role: Role;
    readonly party: string | null;
    readonly expiresInDays: number;
  },
): Promise<Deed> {
  const { name, role, party, expiresInDays } = given;
  await refuseAppointment(room, viewer, role, party);
  const { secret, start, hash } = await office.credentials.newKey();
  const id = office.credentials.newId();
  await room.shelves.accounts.addKey(
    { id, name, start, role, party, madeBy: viewer.id, days: expiresInDays },
    hash,
  );
  const made = found((await room.shelves.accounts.keys([id]))[0]);
  const named = await partiesNamed(room.shelves, [made]);
  return { answer: { key: keyOf(viewer, named(made)), secret }, object: id, after: given };
}

export async function revokeKey(room: Room, viewer: Viewer, id: string): Promise<Deed> {
  const [key] = await room.shelves.accounts.keys([id]);
  if (key === undefined || !seesAccount(viewer, key)) throw new NotThere();
  await room.shelves.accounts.revokeKey(id);
  return { answer: null, object: id, before: key, after: { revoked: true } };
}

/** Users and keys are nobody's rows in the book: who sees which is decided here alone. */
function asKeeper(viewer: Viewer): Viewer {
  return { ...viewer, role: 'auditor', party: null };
}

function seesAccount(
  viewer: Viewer,
  account: { readonly role: Role; readonly party: string | null },
): boolean {
  if (viewer.role === 'distributor-admin' || viewer.role === 'auditor') return true;
  return (
    viewer.role === 'reseller-admin' && account.role.startsWith('reseller-') && account.party === viewer.party
  );
}

async function refuseAppointment(
  { shelves }: Room,
  viewer: Viewer,
  role: Role,
  party: string | null,
): Promise<void> {
  if (!mayAppoint(viewer, role, party)) {
    const todo =
      viewer.role === 'distributor-admin'
        ? 'resellers and customers need a party, the distributor’s people none'
        : 'give a reseller role of your own reseller';
    throw wrongField('role', `${role}${party === null ? '' : ` of ${party}`}`, todo);
  }
  if (party === null) return;
  const known =
    role === 'customer-user' ? await shelves.parties.customers() : await shelves.parties.resellers();
  if (!known.some((one) => one.id === party))
    throw wrongField('party', party, 'there is no such reseller or customer');
}

async function refuseLastAdmin({ shelves }: Room, before: UserRow, after: UserRow): Promise<void> {
  if (before.role !== 'distributor-admin' || before.disabled) return;
  if (after.role === 'distributor-admin' && !after.disabled) return;
  const admins = (await shelves.accounts.users()).filter(
    (user) => user.role === 'distributor-admin' && !user.disabled,
  );
  if (admins.length <= 1) throw new NotAllowed('this is the last admin: make another one first');
}

/** With the party's name for its id. */
async function partiesNamed(
  shelves: ServiceShelves,
  accounts: readonly { readonly party: string | null }[],
): Promise<<Row extends { readonly party: string | null }>(row: Row) => WithParty<Row>> {
  const names = await shelves.lists.partyNames(accounts.flatMap(({ party }) => party ?? []));
  return (row) => ({
    ...row,
    party: row.party === null ? null : { id: row.party, name: names.get(row.party) ?? row.party },
  });
}

function userOf(office: Office, viewer: Viewer, user: WithParty<UserRow>): ListedUser {
  const because = readOnlyReason(viewer);
  return {
    ...user,
    etag: etagOf(office, userContent({ ...user, party: user.party?.id ?? null })),
    actions: [permission('edit', because), permission('disable', because)],
  };
}

function keyOf(viewer: Viewer, key: WithParty<KeyRow>): ListedKey {
  return {
    ...key,
    actions: [permission('revoke', readOnlyReason(viewer) ?? (key.revoked ? 'it is revoked already' : null))],
  };
}

function userContent({ name, email, role, party, disabled }: UserRow) {
  return { name, email, role, party, disabled };
}
