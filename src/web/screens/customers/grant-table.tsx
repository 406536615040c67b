import { type ReactNode, useState } from 'react';
import type { GrantView } from '../../../contract/grants.ts';
import { offered, whyNot } from '../../api/actions.ts';
import { GrantStatus } from '../../book/states.tsx';
import { Button } from '../../ui/button.tsx';
import { dayText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { MoveGrant } from './move-grant.tsx';
import { WithdrawGrant } from './withdraw-grant.tsx';

type Props = { readonly grants: readonly GrantView[]; readonly empty: ReactNode };
type Doing = { readonly what: 'withdraw' | 'move'; readonly grant: GrantView };

/** date, source, comment, amount, used, left, expires, status */
export function GrantTable({ grants, empty }: Props) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const columns: readonly Column<GrantView>[] = [
    ...COLUMNS,
    {
      key: 'do',
      heading: <span className="sr-only">What can be done</span>,
      cell: (grant) => (
        <span className="flex justify-end gap-1">
          {grant.strandedSince !== null && offered(grant.actions, 'move') ? (
            <Button
              look="quiet"
              size="low"
              because={whyNot(grant.actions, 'move')}
              onClick={() => setDoing({ what: 'move', grant })}
            >
              Move
            </Button>
          ) : null}
          {offered(grant.actions, 'withdraw') ? (
            <Button
              look="quiet"
              size="low"
              because={whyNot(grant.actions, 'withdraw')}
              onClick={() => setDoing({ what: 'withdraw', grant })}
            >
              Withdraw
            </Button>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <>
      <Table
        label="Credits of this customer"
        columns={columns}
        rows={grants}
        rowKey={(row) => row.id}
        empty={empty}
      />
      {doing?.what === 'withdraw' ? (
        <WithdrawGrant grant={doing.grant} onClose={() => setDoing(null)} />
      ) : null}
      {doing?.what === 'move' ? <MoveGrant grant={doing.grant} onClose={() => setDoing(null)} /> : null}
    </>
  );
}

const money = (key: 'granted' | 'applied' | 'available', heading: string): Column<GrantView> => ({
  key,
  heading,
  figures: true,
  cell: (grant) => <Money amount={grant[key]} currency={grant.currency} strong={key === 'available'} />,
});

const COLUMNS: readonly Column<GrantView>[] = [
  {
    key: 'date',
    heading: 'Date',
    className: 'whitespace-nowrap',
    cell: ({ grantedOn }) => dayText(grantedOn),
  },
  {
    key: 'source',
    heading: 'Source',
    cell: ({ source, cloud, usageAccount }) => (
      <>
        {source === 'hand' ? 'Added by hand' : 'Cloud credit'}
        <span className="block text-xs whitespace-nowrap text-ink-faint">
          {[cloud, usageAccount].filter(Boolean).join(' · ')}
        </span>
      </>
    ),
  },
  {
    key: 'comment',
    heading: 'Comment',
    className: 'min-w-48',
    cell: ({ comment, description }) => (
      <>
        {description ?? comment}
        {description !== null && comment !== '' ? (
          <span className="block text-xs text-ink-faint">{comment}</span>
        ) : null}
      </>
    ),
  },
  money('granted', 'Amount'),
  money('applied', 'Used'),
  money('available', 'Left'),
  {
    key: 'ends',
    heading: 'Expires',
    className: 'whitespace-nowrap',
    cell: ({ ends }) => (ends === null ? <span className="text-ink-faint">Never</span> : dayText(ends)),
  },
  {
    key: 'status',
    heading: 'Status',
    cell: ({ status, strandedSince }) => (
      <>
        <GrantStatus status={status} />
        {strandedSince === null ? null : (
          <span className="block text-xs text-ink-faint">since {dayText(strandedSince)}</span>
        )}
      </>
    ),
  },
];
