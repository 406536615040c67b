import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/ask.ts';
import { useNotice } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import { RuleSteps } from './rule-steps.tsx';
import { NEW_TERMS } from './terms.ts';

export function NewRule() {
  const { description = '' } = useSearch({ from: '/inside/rules/new' });
  const [terms, setTerms] = useState({ ...NEW_TERMS, description });
  const create = useAct('createRule');
  const navigate = useNavigate();
  const notice = useNotice();
  const save = (): void =>
    create.mutate(
      { body: terms },
      {
        onSuccess: ({ name }) => {
          notice({ says: `Rule “${name}” added. Pending credits follow it at the next rule run.` });
          void navigate({ to: '/rules' });
        },
      },
    );
  return (
    <Page title="Add rule" crumbs={[{ label: 'Rules', to: { to: '/rules' } }]}>
      <RuleSteps
        ruleId={null}
        terms={terms}
        onTerms={setTerms}
        onSave={save}
        saving={create.isPending}
        error={create.error}
        start="name"
      />
    </Page>
  );
}
