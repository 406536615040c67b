import type { FormEvent } from 'react';
import type { SettingsView } from '../../../contract/parties.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Section } from '../../ui/page.tsx';
import { AccountCodes, type CodedAccount, isTwice } from './account-codes.tsx';

type FormProps = { readonly settings: SettingsView; readonly onSaved: (settings: SettingsView) => void };

/** What the files for other systems call things. */
export function SystemsSettings({ settings, onSaved }: FormProps) {
  const { etag, actions, cautions: _, systems, ...book } = settings;
  const act = useAct('updateSettings');
  const { typed, set } = useTyped({ ...systems, accountCodes: rowsOf(systems.accountCodes) }, act.error);
  const notice = useNotice();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const own = { ...typed, accountCodes: codesOf(typed.accountCodes) };
    act.mutate(
      { body: { ...book, systems: own }, ifMatch: etag },
      {
        onSuccess: (answer) => {
          onSaved(answer);
          notice({ says: 'Saved.' });
        },
      },
    );
  };
  const because = isTwice(typed.accountCodes) ? 'A ledger account stands there twice.' : null;
  return (
    <Section title="Files for other systems">
      <form noValidate onSubmit={save} className="grid max-w-4xl gap-5">
        <TextField
          label="Item of the usage file"
          hint="Its part number on the platform"
          value={typed.usageItem}
          onText={(usageItem) => set({ usageItem })}
        />
        <TextField
          label="How the platform finds a subscription"
          hint="asset.id, or parameter. and the name of one: the usage account is looked for there"
          value={typed.usageAsset}
          onText={(usageAsset) => set({ usageAsset })}
        />
        <AccountCodes
          rows={typed.accountCodes}
          error={act.error}
          onRows={(accountCodes) => set({ accountCodes })}
        />
        <p className="text-sm text-ink-faint">
          A * stands for any part, as in distributor:*:available; the account that says more wins.
        </p>
        <FormFault says={faultElsewhere(act.error, faultPlaces(typed.accountCodes))} />
        <div>
          <Button
            look="primary"
            type="submit"
            busy={act.isPending}
            because={whyNot(actions, 'edit') ?? because}
          >
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}

function rowsOf(codes: SettingsView['systems']['accountCodes']): CodedAccount[] {
  return Object.entries(codes).map(([account, coded], id) => ({ id, account, ...coded }));
}

function codesOf(rows: readonly CodedAccount[]): SettingsView['systems']['accountCodes'] {
  return Object.fromEntries(rows.map(({ id: _, account, ...coded }) => [account.trim(), coded]));
}

/** Where a fault of the service is shown beside its row. */
function faultPlaces(rows: readonly CodedAccount[]): string[] {
  return rows.map(({ account }) => `systems.accountCodes.${account}`);
}
