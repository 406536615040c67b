import type { FormEvent } from 'react';
import type { SettingsView } from '../../../contract/parties.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { Opened } from '../../book/opened.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/choice.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Section } from '../../ui/page.tsx';
import { SystemsSettings } from './systems-settings.tsx';

const POLICIES = [
  { value: 'hold', label: 'Hold it until somebody decides' },
  { value: 'pass-through', label: 'All of it to the customer' },
  { value: 'retain', label: 'All of it stays with the distributor' },
];

export function BookSettings() {
  const asked = useAsk('getSettings', {});
  return (
    <Answered asked={asked}>
      {(settings) => (
        <>
          <Opened thing={settings} asked={asked} words={WORDS}>
            {(opened, saved) => <SettingsForm settings={opened} onSaved={saved} />}
          </Opened>
          <Opened thing={settings} asked={asked} words={SYSTEM_WORDS}>
            {(opened, saved) => <SystemsSettings settings={opened} onSaved={saved} />}
          </Opened>
          <Installation cautions={settings.cautions} />
        </>
      )}
    </Answered>
  );
}

const WORDS = {
  distributorName: 'Name of the distributor',
  currency: 'Currency',
  noRule: 'A credit that no rule wants',
  useCredits: 'Use credits',
  roundingLine: 'Rounding line',
  nameRules: 'Name the rule in the break-out',
  services: 'Names of services',
};
const SYSTEM_WORDS = { systems: 'What files for other systems call things' };
type FormProps = { readonly settings: SettingsView; readonly onSaved: (settings: SettingsView) => void };

function SettingsForm({ settings, onSaved }: FormProps) {
  const { etag, actions, cautions: _, ...before } = settings;
  const act = useAct('updateSettings');
  const { typed, take, set } = useTyped(before, act.error);
  const notice = useNotice();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    act.mutate(
      { body: typed, ifMatch: etag },
      {
        onSuccess: (answer) => {
          onSaved(answer);
          notice({ says: 'Saved.' });
        },
      },
    );
  };
  return (
    <Section title="The book">
      <form noValidate onSubmit={save} className="grid max-w-xl gap-5">
        <TextField label="Name of the distributor" {...take('distributorName')} />
        <TextField label="Currency" {...take('currency')} />
        <SelectField
          label="A credit that no rule wants"
          options={POLICIES}
          value={typed.noRule}
          onText={(noRule) => set({ noRule: noRule as SettingsView['noRule'] })}
        />
        <Switch
          label="Use credits"
          hint="The default of a run of statements"
          on={typed.useCredits}
          onChange={(useCredits) => set({ useCredits })}
        />
        <Switch
          label="Rounding line"
          hint="The total is the rounded exact sum, and one line carries the difference"
          on={typed.roundingLine}
          onChange={(roundingLine) => set({ roundingLine })}
        />
        <Switch
          label="Name the rule in the break-out"
          hint="Resellers read beside each credit of their statement which rule divided it"
          on={typed.nameRules}
          onChange={(nameRules) => set({ nameRules })}
        />
        <FormFault says={faultElsewhere(act.error, ['distributorName', 'currency'])} />
        <div>
          <Button look="primary" type="submit" busy={act.isPending} because={whyNot(actions, 'edit')}>
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}

/** What the installation lacks, for whoever runs it; nothing where it lacks nothing. */
function Installation({ cautions }: { readonly cautions: readonly string[] }) {
  if (cautions.length === 0) return null;
  return (
    <Section title="The installation">
      <ul className="grid max-w-prose list-disc gap-2 pl-5">
        {cautions.map((caution) => (
          <li key={caution}>{caution}</li>
        ))}
      </ul>
    </Section>
  );
}
