import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useAsk } from '../../api/ask.ts';
import { call } from '../../api/call.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { rememberMe } from '../../api/session.ts';
import { answers } from '../../shell/answers.ts';
import { askMe } from '../../shell/viewer.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { Entry } from './entry.tsx';
import { refusalText } from './refusals.ts';

export function SignIn() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { fault, busy, submit } = useSignIn();
  const setUp = useAsk('getSetUp', {});
  const openId = setUp.data?.openId ?? null;
  const { refused } = useSearch({ from: '/sign-in' });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void submit(email, password);
  };
  return (
    <Entry title="Creditbook" lead="The book of your cloud credits">
      <form onSubmit={onSubmit} className="grid gap-4">
        <FormFault says={openId === null ? null : refusalText(refused, openId.name)} />
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onText={setEmail}
          fault={faultAt(fault, 'email')}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onText={setPassword}
          fault={faultAt(fault, 'password')}
        />
        <FormFault says={faultElsewhere(fault, ['email', 'password'])} />
        <Button look="primary" type="submit" busy={busy} size="tall">
          Sign in
        </Button>
        {openId === null ? null : (
          <a href={openId.url} className={buttonLook('plain', 'tall')}>
            Sign in with {openId.name}
          </a>
        )}
        {setUp.data?.needed === true ? (
          <p className="text-sm text-ink-soft">
            This book has no admin yet.{' '}
            <Link to="/setup" className="text-accent underline">
              Become its admin
            </Link>
          </p>
        ) : null}
      </form>
    </Entry>
  );
}

function useSignIn() {
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  const submit = async (email: string, password: string): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const me = await call('signIn', { body: { email, password } });
      rememberMe(me);
      answers.clear();
      answers.setQueryData(askMe.queryKey, me);
      // Only an address of this console: never away from it.
      await navigate({
        to: '/',
        search: {},
        ...(to?.startsWith('/') === true && !to.startsWith('//') ? { href: to } : {}),
      });
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return { fault, busy, submit };
}
