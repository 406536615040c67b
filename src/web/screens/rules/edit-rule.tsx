import { useNavigate, useParams } from '@tanstack/react-router';
import type { RuleView } from '../../../contract/rules.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { useTyped } from '../../api/typed.ts';
import { Opened } from '../../book/opened.tsx';
import { Answered } from '../../ui/answered.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import { RuleSteps } from './rule-steps.tsx';
import { termsOf } from './terms.ts';

export function EditRule() {
  const { ruleId } = useParams({ from: '/inside/rules/$ruleId/edit' });
  const asked = useAsk('getRule', { params: { id: ruleId } });
  return (
    <Page
      title="Edit rule"
      lead="Editing makes a new version. Its creation date, and so its place by date, stays."
      crumbs={[
        { label: 'Rules', to: { to: '/rules' } },
        { label: asked.data?.rule.name ?? 'Rule', to: { to: '/rules/$ruleId', params: { ruleId } } },
      ]}
    >
      <Answered asked={asked} rows={10}>
        {({ rule }) => (
          <Opened key={rule.id} thing={rule} asked={asked} words={WORDS}>
            {(opened) => <Editing rule={opened} />}
          </Opened>
        )}
      </Answered>
    </Page>
  );
}

const WORDS = {
  name: 'Name',
  description: 'Credit description',
  match: 'How it is compared',
  forWhom: 'For whom',
  customerPercent: 'Customer %',
  resellerPercent: 'Reseller %',
  firstPeriod: 'First period',
  lastPeriod: 'Last period',
  customers: 'Customers',
  resellers: 'Resellers',
  services: 'Services',
  note: 'Note',
  active: 'Active',
};

function Editing({ rule }: { readonly rule: RuleView }) {
  const update = useAct('updateRule');
  const { typed: terms, set } = useTyped(termsOf(rule), update.error);
  const navigate = useNavigate();
  const notice = useNotice();
  const save = (): void =>
    update.mutate(
      { params: { id: rule.id }, body: terms, ifMatch: rule.etag },
      {
        onSuccess: ({ version }) => {
          notice({
            says: `Version ${version} saved. Pending credits follow it; assigned ones only when you say so.`,
          });
          void navigate({ to: '/rules/$ruleId', params: { ruleId: rule.id } });
        },
      },
    );
  return (
    <RuleSteps
      ruleId={rule.id}
      terms={terms}
      onTerms={set}
      onSave={save}
      saving={update.isPending}
      error={update.error}
      start="review"
    />
  );
}
