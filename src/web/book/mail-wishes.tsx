import type { MailWishesView } from '../../contract/mail.ts';
import { whyNot } from '../api/actions.ts';
import { useAct, useAsk } from '../api/ask.ts';
import { faultElsewhere } from '../api/problem.ts';
import { Answered } from '../ui/answered.tsx';
import { Switch } from '../ui/choice.tsx';
import { FormFault } from '../ui/form-fault.tsx';
import { useNotice } from '../ui/notices.tsx';
import { Section } from '../ui/page.tsx';

type Kind = MailWishesView['unwanted'][number];
const KINDS: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: 'credit-communication', label: 'Credits earned in a month' },
  { kind: 'statement', label: 'Where to find an opened statement' },
];

/** Which mail a party gets; what is switched is saved at once. */
export function MailWishes({ party }: { readonly party: string }) {
  const asked = useAsk('getMailWishes', { params: { party } });
  const act = useAct('updateMailWishes');
  const notice = useNotice();
  const save = (unwanted: Kind[]): void =>
    act.mutate({ params: { party }, body: { unwanted } }, { onSuccess: () => notice({ says: 'Saved.' }) });
  return (
    <Section title="Mail">
      <Answered asked={asked}>
        {({ unwanted, actions }) => {
          const because = whyNot(actions, 'edit');
          return (
            <div className="grid max-w-xl gap-4">
              {KINDS.map(({ kind, label }) => (
                <Switch
                  key={kind}
                  label={label}
                  on={!unwanted.includes(kind)}
                  disabled={because !== null}
                  onChange={(on) => save([...unwanted.filter((one) => one !== kind), ...(on ? [] : [kind])])}
                />
              ))}
              {because === null ? null : <p className="text-sm text-ink-faint">{because}</p>}
              <FormFault says={faultElsewhere(act.error)} />
            </div>
          );
        }}
      </Answered>
    </Section>
  );
}
