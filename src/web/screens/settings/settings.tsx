import { useRef } from 'react';
import type { ResellerView } from '../../../contract/parties.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { MailWishes } from '../../book/mail-wishes.tsx';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { SelectField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { BookSettings } from './book-settings.tsx';
import { Letterhead } from './letterhead.tsx';
import { MailServer } from './mail-server.tsx';
import { MailTemplates } from './mail-templates.tsx';
import { Webhooks } from './webhooks.tsx';

/** The distributor's settings of the book; for a reseller its own default. */
export function SettingsScreen() {
  const viewer = useViewer();
  const isReseller = sideOf(viewer.role) === 'reseller';
  const own = viewer.party?.id ?? '';
  const seller = viewer.party?.id ?? 'distributor';
  const early = useEarly(isReseller, viewer.role === 'distributor-admin', own, seller);
  if (early)
    return (
      <Page title="Settings">
        <Waiting rows={12} />
      </Page>
    );
  return (
    <Page title="Settings">
      {isReseller ? <OwnDefault id={own} /> : <BookSettings />}
      <Letterhead seller={seller} />
      {viewer.role === 'distributor-admin' ? <MailServer /> : null}
      <MailTemplates seller={seller} />
      {isReseller ? <MailWishes party={own} /> : null}
      {viewer.role === 'distributor-admin' ? <Webhooks /> : null}
    </Page>
  );
}

/** Whether a section is still being read the first time: they are shown together, so that none pushes another down. */
function useEarly(isReseller: boolean, isAdmin: boolean, own: string, seller: string): boolean {
  const shown = useRef(false);
  const reads = [
    useAsk('getSettings', {}, { enabled: !isReseller }),
    useAsk('getReseller', { params: { id: own } }, { enabled: isReseller }),
    useAsk('getLetterhead', { params: { seller } }),
    useAsk('getMailTemplates', { params: { seller } }),
    useAsk('getMailServer', {}, { enabled: isAdmin }),
  ];
  if (reads.every(({ isLoading }) => !isLoading)) shown.current = true;
  return !shown.current;
}

function OwnDefault({ id }: { readonly id: string }) {
  const asked = useAsk('getReseller', { params: { id } });
  return <Answered asked={asked}>{(reseller) => <OwnUseCredits reseller={reseller} />}</Answered>;
}

const CHOICES = [
  { value: 'follow', label: "As the distributor's default" },
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
];

function OwnUseCredits({ reseller }: { readonly reseller: ResellerView }) {
  const act = useAct('updateReseller');
  const notice = useNotice();
  const because = whyNot(reseller.actions, 'use-credits');
  const save = (choice: string): void =>
    act.mutate(
      {
        params: { id: reseller.id },
        body: { useCredits: choice === 'follow' ? null : choice === 'on' },
        ifMatch: reseller.etag,
      },
      { onSuccess: () => notice({ says: 'Saved.' }) },
    );
  return (
    <Section title="Use credits">
      <div className="grid max-w-xl gap-4">
        <SelectField
          label="On the statements you issue"
          hint={because ?? 'What a run of statements does if nobody says otherwise'}
          disabled={because !== null}
          options={CHOICES}
          value={reseller.useCredits === null ? 'follow' : reseller.useCredits ? 'on' : 'off'}
          onText={save}
        />
        <FormFault says={faultElsewhere(act.error)} />
      </div>
    </Section>
  );
}
