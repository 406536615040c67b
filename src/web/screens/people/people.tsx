import { useState } from 'react';
import type { ApiKeyView, UserView } from '../../../contract/session.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { call } from '../../api/call.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useUndoable } from '../../book/undo.ts';
import { ROLE_NAMES, useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { useNotice } from '../../ui/notices.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { EditUser } from './edit-user.tsx';
import { EndKey } from './end-key.tsx';
import { NewKey } from './new-key.tsx';
import { NewUser } from './new-user.tsx';

/** Who may come in, as what, and the keys of programs. */
export function People() {
  const viewer = useViewer();
  const [adding, setAdding] = useState<'user' | 'key' | null>(null);
  const users = useAsk('listUsers', {});
  const because = viewer.role === 'auditor' ? 'An auditor reads; it changes nothing.' : null;
  return (
    <Page title="Users and keys">
      <Section
        title="Users"
        flush
        beside={
          <Button look="primary" because={because} onClick={() => setAdding('user')}>
            Add user
          </Button>
        }
      >
        <UserTable />
      </Section>
      {users.isPending ? null : (
        <Section
          title="API keys"
          flush
          beside={
            <Button because={because} onClick={() => setAdding('key')}>
              Make key
            </Button>
          }
        >
          <KeyTable />
        </Section>
      )}
      {adding === 'user' ? <NewUser onClose={() => setAdding(null)} /> : null}
      {adding === 'key' ? <NewKey onClose={() => setAdding(null)} /> : null}
    </Page>
  );
}

function partyText(party: UserView['party']) {
  return party?.name ?? <span className="text-ink-faint">—</span>;
}

const USER_COLUMNS: readonly Column<UserView>[] = [
  {
    key: 'name',
    heading: 'Name',
    cell: (user) => (
      <>
        <span className="font-medium">{user.name}</span>{' '}
        {user.disabled ? <Badge tone="bad">Disabled</Badge> : null}
        <span className="block text-xs text-ink-faint">{user.email}</span>
      </>
    ),
  },
  { key: 'role', heading: 'Role', cell: (user) => ROLE_NAMES[user.role] },
  { key: 'party', heading: 'Party', className: 'min-w-52', cell: (user) => partyText(user.party) },
  {
    key: 'seen',
    heading: 'Last seen',
    cell: (user) => (user.lastSeenAt === null ? 'Never' : momentText(user.lastSeenAt)),
  },
];

function UserTable() {
  const asked = useAsk('listUsers', {});
  const update = useAct('updateUser');
  const [editing, setEditing] = useState<string | null>(null);
  const edited = asked.data?.items.find(({ id }) => id === editing);
  const notice = useNotice();
  const undoable = useUndoable();
  const flip = (user: UserView): void =>
    update.mutate(
      { params: { id: user.id }, body: { disabled: !user.disabled }, ifMatch: user.etag },
      {
        onError: (error) => notice({ says: faultElsewhere(error) ?? error.message, tone: 'bad' }),
        onSuccess: ({ etag }) =>
          undoable(
            user.disabled ? `${user.name} may sign in again.` : `${user.name} is signed out and disabled.`,
            () =>
              call('updateUser', {
                params: { id: user.id },
                body: { disabled: user.disabled },
                ifMatch: etag,
              }),
            user.disabled ? `${user.name} is disabled again.` : `${user.name} may sign in again.`,
          ),
      },
    );
  const columns: readonly Column<UserView>[] = [
    ...USER_COLUMNS,
    {
      key: 'do',
      heading: <span className="sr-only">What can be done</span>,
      cell: (user) => (
        <span className="flex justify-end gap-1">
          <Button
            look="quiet"
            size="low"
            aria-label={`Edit ${user.name}`}
            because={whyNot(user.actions, 'edit')}
            onClick={() => setEditing(user.id)}
          >
            Edit
          </Button>
          <Button
            look="quiet"
            size="low"
            because={whyNot(user.actions, 'disable')}
            onClick={() => flip(user)}
          >
            {user.disabled ? 'Enable' : 'Disable'}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <>
      <Answered asked={asked}>
        {({ items }) => <Table label="Users" columns={columns} rows={items} rowKey={(user) => user.id} />}
      </Answered>
      {edited === undefined ? null : (
        <EditUser user={edited} asked={asked} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function KeyTable() {
  const asked = useAsk('listKeys', {});
  const [ending, setEnding] = useState<ApiKeyView | null>(null);
  const columns: readonly Column<ApiKeyView>[] = [
    {
      key: 'name',
      heading: 'Name',
      cell: (key) => (
        <>
          <span className="font-medium">{key.name}</span>{' '}
          {key.revoked ? <Badge tone="bad">Ended</Badge> : null}
          <span className="block text-xs text-ink-faint">{key.start}…</span>
        </>
      ),
    },
    { key: 'role', heading: 'Role', cell: (key) => ROLE_NAMES[key.role] },
    { key: 'party', heading: 'Party', className: 'min-w-52', cell: (key) => partyText(key.party) },
    { key: 'expires', heading: 'Expires', cell: (key) => momentText(key.expiresAt) },
    {
      key: 'do',
      heading: <span className="sr-only">What can be done</span>,
      cell: (key) => (
        <span className="flex justify-end">
          <Button
            look="quiet"
            size="low"
            because={whyNot(key.actions, 'revoke')}
            onClick={() => setEnding(key)}
          >
            End now
          </Button>
        </span>
      ),
    },
  ];
  return (
    <>
      <Answered asked={asked}>
        {({ items }) => (
          <Table
            label="API keys"
            columns={columns}
            rows={items}
            rowKey={(key) => key.id}
            empty={
              <Blank title="No keys">Programs use a key with a role and an end, instead of a password.</Blank>
            }
          />
        )}
      </Answered>
      {ending === null ? null : <EndKey apiKey={ending} onClose={() => setEnding(null)} />}
    </>
  );
}
