import { Link } from '@tanstack/react-router';
import { Pencil, Plus, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { RuleView } from '../../../contract/rules.ts';
import { whyNot } from '../../api/actions.ts';
import { useAsk } from '../../api/ask.ts';
import { TableMenus } from '../../book/tables/table-menus.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { buttonLook } from '../../ui/button.tsx';
import { Tick } from '../../ui/choice.tsx';
import { BareText } from '../../ui/field.tsx';
import { Hint } from '../../ui/hint.tsx';
import { percentText } from '../../ui/money-text.ts';
import { Page } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { scopesWords } from './scope-words.ts';

export function Rules() {
  const asked = useAsk('listRules', {});
  const [word, setWord] = useState('');
  const [inactive, setInactive] = useState(false);
  const answers = (rule: RuleView): boolean =>
    (inactive || rule.active) &&
    `${rule.name} ${rule.description}`.toLowerCase().includes(word.trim().toLowerCase());
  return (
    <Page
      title="Rules"
      lead="In the order in which they are asked: the first whose every condition is met decides a credit."
      beside={
        <>
          <TableMenus tables={[{ subject: 'rules' }]} />
          <AddRule because={asked.data === undefined ? null : whyNot(asked.data.actions, 'create')} />
        </>
      }
    >
      <section aria-label="Rules" className="panel overflow-hidden">
        <div className="flex flex-wrap items-center gap-3 border-b border-line p-3">
          <BareText
            label="Name or description"
            type="search"
            className="w-64"
            value={word}
            onText={setWord}
          />
          <Tick label="Inactive ones too" on={inactive} onChange={setInactive} />
        </div>
        <Answered asked={asked} rows={8}>
          {({ items }) => (
            <Table
              label="Rules in the order in which they are asked"
              columns={COLUMNS}
              rows={items.filter(answers)}
              rowKey={(rule) => rule.id}
              empty={
                items.length === 0 ? (
                  <Blank title="No rules yet" next={<AddRule because={null} />}>
                    A rule says which percentage of a credit goes to the customer and to its reseller. Without
                    one, credits are held.
                  </Blank>
                ) : (
                  <Blank title="No rule answers to this">Clear the words, or show inactive rules too.</Blank>
                )
              }
            />
          )}
        </Answered>
      </section>
    </Page>
  );
}

function AddRule({ because }: { readonly because: string | null }) {
  if (because !== null) {
    return (
      <Hint says={because}>
        <span tabIndex={0} role="link" aria-disabled="true" className={`${buttonLook('primary')} opacity-55`}>
          <Plus aria-hidden size={14} /> Add rule
        </span>
      </Hint>
    );
  }
  return (
    <Link to="/rules/new" search={{}} className={buttonLook('primary')}>
      <Plus aria-hidden size={14} /> Add rule
    </Link>
  );
}

const LINTS = {
  'never-wins': 'Can never win',
  duplicate: 'Duplicate',
  'only-by-date': 'Ordered only by date',
} as const;

const COLUMNS: readonly Column<RuleView>[] = [
  { key: 'place', heading: '#', figures: true, className: 'w-12 text-ink-faint', cell: (rule) => rule.place },
  {
    key: 'name',
    heading: 'Rule',
    cell: (rule) => (
      <>
        <Link
          to="/rules/$ruleId"
          params={{ ruleId: rule.id }}
          className="font-medium text-accent hover:underline"
        >
          {rule.name}
        </Link>
        {rule.active ? null : (
          <>
            {' '}
            <Badge>Inactive</Badge>
          </>
        )}
        <LintMarks rule={rule} />
      </>
    ),
  },
  {
    key: 'description',
    heading: 'Credit description',
    cell: (rule) =>
      rule.description === '' ? (
        <span className="text-ink-faint">Every description</span>
      ) : (
        <>
          {rule.description}
          {rule.match === 'exact' ? null : (
            <>
              {' '}
              <Badge>{rule.match}</Badge>
            </>
          )}
        </>
      ),
  },
  { key: 'customer', heading: 'Customer', figures: true, cell: (rule) => percentText(rule.customerPercent) },
  { key: 'reseller', heading: 'Reseller', figures: true, cell: (rule) => percentText(rule.resellerPercent) },
  {
    key: 'scopes',
    heading: 'Speaks of',
    className: 'whitespace-nowrap',
    cell: (rule) => <span className="text-ink-soft">{scopesWords(rule)}</span>,
  },
  {
    key: 'why',
    heading: 'Why it stands here',
    className: 'min-w-56',
    cell: (rule) => <span className="text-ink-soft">{rule.placeReason}</span>,
  },
  {
    key: 'edit',
    heading: <span className="sr-only">Edit</span>,
    cell: (rule) => (
      <Hint says={whyNot(rule.actions, 'edit') ?? 'Edit'}>
        <Link
          to="/rules/$ruleId/edit"
          params={{ ruleId: rule.id }}
          aria-label={`Edit ${rule.name}`}
          className="inline-flex size-7 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink"
        >
          <Pencil aria-hidden size={14} />
        </Link>
      </Hint>
    ),
  },
];

export function LintMarks({ rule }: { readonly rule: Pick<RuleView, 'lint'> }) {
  if (rule.lint.length === 0) return null;
  return (
    <ul className="mt-1 grid gap-0.5">
      {rule.lint.map(({ kind, cause, sentence }) => (
        <li key={`${kind} ${cause}`} className="flex items-start gap-1.5 text-xs text-warn">
          <TriangleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
          <span>
            <strong>{LINTS[kind]}.</strong> {sentence}
          </span>
        </li>
      ))}
    </ul>
  );
}
