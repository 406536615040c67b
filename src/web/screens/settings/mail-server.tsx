import type { FormEvent } from 'react';
import type { MailServerView } from '../../../contract/mail.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { type Taken, useTyped } from '../../api/typed.ts';
import { Opened } from '../../book/opened.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/choice.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Section } from '../../ui/page.tsx';

const WORDS = {
  host: 'Server',
  port: 'Port',
  security: 'Encryption',
  anyCertificate: 'Take any certificate',
  user: 'User',
  hasPassword: 'A password is kept',
  fromAddress: 'Sender address',
  consoleUrl: 'Address of the console',
};

/** The SMTP server that takes the book's mail. Its password goes in and never comes out. */
export function MailServer() {
  const asked = useAsk('getMailServer', {});
  return (
    <Section title="Mail">
      <Answered asked={asked}>
        {(server) => (
          <Opened thing={server} asked={asked} words={WORDS}>
            {(opened, saved) => <MailServerForm server={opened} onSaved={saved} />}
          </Opened>
        )}
      </Answered>
    </Section>
  );
}

const SECURITIES = [
  { value: 'starttls', label: 'STARTTLS, most often port 587' },
  { value: 'tls', label: 'TLS from the start, most often port 465' },
  { value: 'none', label: 'None: what is sent can be read on the way' },
] as const;
type Security = MailServerView['security'];
type FormProps = { readonly server: MailServerView; readonly onSaved: (server: MailServerView) => void };

function MailServerForm({ server, onSaved }: FormProps) {
  const { host, port, security, anyCertificate, user, fromAddress, hasPassword, etag, actions } = server;
  const consoleUrl = server.isSet ? server.consoleUrl : window.location.origin;
  const save = useAct('updateMailServer');
  const trial = useAct('tryMailServer');
  const notice = useNotice();
  const error = save.error ?? trial.error;
  const texts = { host, port: `${port}`, user, password: '', fromAddress, consoleUrl };
  const start = { ...texts, security, anyCertificate };
  const { typed, take, set } = useTyped(start, error);
  const body = () => {
    const { password, port: typedPort, ...rest } = typed;
    // Nothing typed: the password that is kept stays.
    const secret = password === '' ? {} : { password };
    return { ...rest, port: Number(typedPort), ...secret };
  };
  const wrong = portFault(typed.port);
  const onSave = (event: FormEvent): void => {
    event.preventDefault();
    trial.reset();
    save.mutate(
      { body: body(), ifMatch: etag },
      {
        onSuccess: (answer) => {
          onSaved(answer);
          notice({ says: 'Saved. Mail goes through this server from now on.' });
        },
      },
    );
  };
  const onTry = (): void => {
    save.reset();
    trial.mutate({ body: body() });
  };
  return (
    <form noValidate onSubmit={onSave} className="grid max-w-xl gap-5">
      <Place take={take} wrong={wrong} />
      <SelectField
        label="Encryption"
        options={SECURITIES}
        value={typed.security}
        onText={(value) => set({ security: value as Security })}
      />
      <Switch
        label="Take any certificate"
        hint="Only for a server of your own that signed its certificate itself"
        on={typed.anyCertificate}
        onChange={(on) => set({ anyCertificate: on })}
      />
      <Signing take={take} hasPassword={hasPassword} />
      <FormFault says={faultElsewhere(error, Object.keys(start))} />
      <p aria-live="polite" className={trial.data?.ok === false ? 'text-sm text-bad' : 'text-sm text-good'}>
        {trial.data?.says}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" busy={save.isPending} because={wrong ?? whyNot(actions, 'edit')}>
          Save
        </Button>
        <Button busy={trial.isPending} because={wrong} onClick={onTry}>
          Test the connection
        </Button>
      </div>
    </form>
  );
}

/** The service takes a number: what is none cannot even be asked of it. */
function portFault(typed: string): string | null {
  return /^\s*\d+\s*$/.test(typed) ? null : 'Write the number of the port, such as 587.';
}

type Fields = 'host' | 'port' | 'user' | 'password' | 'fromAddress' | 'consoleUrl';
type TakeProps = { readonly take: (field: Fields) => Taken };

function Place({ take, wrong }: TakeProps & { readonly wrong: string | null }) {
  const port = take('port');
  return (
    <>
      <p className="text-sm text-ink-soft">
        The server that takes your mail. All mail comes from one address, with the seller’s name before it;
        answers to a reseller’s mail go to the reseller.
      </p>
      <div className="grid gap-5 sm:grid-cols-[1fr_8rem]">
        <TextField label="Server" hint="Only its name, such as smtp.example.com" {...take('host')} />
        <TextField label="Port" inputMode="numeric" {...port} fault={wrong ?? port.fault} />
      </div>
    </>
  );
}

function Signing({ take, hasPassword }: TakeProps & { readonly hasPassword: boolean }) {
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField label="User" optional hint="Blank: it asks for none" {...take('user')} />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          optional
          hint={hasPassword ? 'One is kept; write here to change it' : 'Kept sealed, never shown again'}
          {...take('password')}
        />
      </div>
      <TextField label="Sender address" type="email" {...take('fromAddress')} />
      <TextField label="Address of the console" type="url" hint="Where links lead" {...take('consoleUrl')} />
    </>
  );
}
