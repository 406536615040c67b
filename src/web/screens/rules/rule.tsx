import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import type { RuleVersionView, RuleView } from '../../../contract/rules.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { call } from '../../api/call.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useUndoable } from '../../book/undo.ts';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { percentText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { periodWords } from './review.tsx';
import { LintMarks } from './rules.tsx';
import { scopesWords } from './scope-words.ts';
import { FOR_WHOM_WORDS, termsOf } from './terms.ts';

export function Rule() {
  const { ruleId } = useParams({ from: '/inside/rules/$ruleId' });
  const asked = useAsk('getRule', { params: { id: ruleId } });
  return (
    <Page
      title={asked.data?.rule.name ?? 'Rule'}
      crumbs={[{ label: 'Rules', to: { to: '/rules' } }]}
      beside={asked.data === undefined ? null : <RuleActions rule={asked.data.rule} />}
    >
      <Answered asked={asked} rows={10}>
        {({ rule, versions }) => (
          <>
            <Terms rule={rule} />
            <Versions versions={versions} />
          </>
        )}
      </Answered>
    </Page>
  );
}

function RuleActions({ rule }: { readonly rule: RuleView }) {
  const clone = useAct('cloneRule');
  const deactivate = useAct('deactivateRule');
  const navigate = useNavigate();
  const notice = useNotice();
  const undoable = useUndoable();
  const params = { id: rule.id };
  const onError = (error: Error): void =>
    notice({ says: faultElsewhere(error) ?? error.message, tone: 'bad' });
  const copy = (): void =>
    clone.mutate(
      { params, body: { name: `${rule.name} (copy)` } },
      {
        onError,
        onSuccess: ({ id }) => void navigate({ to: '/rules/$ruleId/edit', params: { ruleId: id } }),
      },
    );
  const switchOff = (): void =>
    deactivate.mutate(
      { params, body: {}, ifMatch: rule.etag },
      {
        onError,
        onSuccess: ({ etag }) =>
          undoable(
            'The rule is inactive: it does not compete any more.',
            () => call('updateRule', { params, body: termsOf(rule), ifMatch: etag }),
            'The rule is active again, as a new version.',
          ),
      },
    );
  return (
    <>
      <Button because={whyNot(rule.actions, 'deactivate')} busy={deactivate.isPending} onClick={switchOff}>
        Deactivate
      </Button>
      <Button because={whyNot(rule.actions, 'clone')} busy={clone.isPending} onClick={copy}>
        Clone
      </Button>
      <Link to="/rules/$ruleId/edit" params={{ ruleId: rule.id }} className={buttonLook('primary')}>
        <Pencil aria-hidden size={14} /> Edit
      </Link>
    </>
  );
}

function Terms({ rule }: { readonly rule: RuleView }) {
  const rows: readonly (readonly [string, string])[] = [
    [
      'Credit description',
      rule.description === '' ? 'Every description' : `${rule.description} (${rule.match})`,
    ],
    [
      'Split',
      `${percentText(rule.customerPercent)} customer, ${percentText(rule.resellerPercent)} reseller, the rest stays with the distributor`,
    ],
    ['For whom', FOR_WHOM_WORDS[rule.forWhom]],
    ['Applicable period', periodWords(rule.firstPeriod, rule.lastPeriod)],
    ['Speaks of', scopesWords(rule)],
    ['Note', rule.note === '' ? 'None' : rule.note],
    ['Created', /T/.test(rule.createdAt) ? momentText(rule.createdAt) : rule.createdAt],
    ['Its place', `${rule.place}. ${rule.placeReason}`],
  ];
  return (
    <Section
      title={`Version ${rule.version}`}
      beside={rule.active ? <Badge tone="good">Active</Badge> : <Badge>Inactive</Badge>}
    >
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[11rem_1fr]">
        {rows.map(([label, text]) => (
          <div key={label} className="contents">
            <dt className="text-sm text-ink-faint">{label}</dt>
            <dd className="text-sm break-words">{text}</dd>
          </div>
        ))}
      </dl>
      <LintMarks rule={rule} />
    </Section>
  );
}

function Versions({ versions }: { readonly versions: readonly RuleVersionView[] }) {
  return (
    <Section title="Versions" flush>
      <Table
        label="Versions and what each changed"
        rows={versions.toSorted((a, b) => b.version - a.version)}
        rowKey={(row) => String(row.version)}
        columns={[
          { key: 'version', heading: 'Version', className: 'w-24', cell: (row) => row.version },
          {
            key: 'changes',
            heading: 'What it changed',
            cell: (row) =>
              row.changes.length === 0 ? (
                <span className="text-ink-faint">{row.version === 1 ? 'As it was added' : 'Nothing'}</span>
              ) : (
                <ul>
                  {row.changes.map(({ field, before, after }) => (
                    <li key={field}>
                      {field}: <del className="text-ink-faint">{before || 'nothing'}</del> →{' '}
                      <ins className="font-medium no-underline">{after || 'nothing'}</ins>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </Section>
  );
}
