import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call } from '../../api/call.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { rememberMe } from '../../api/session.ts';
import { useTyped } from '../../api/typed.ts';
import { answers } from '../../shell/answers.ts';
import { askMe } from '../../shell/viewer.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { Entry } from './entry.tsx';

/** The address that the service printed carries the token behind its #, which no server ever sees. */
function givenToken(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}

const FIELDS = ['token', 'name', 'email', 'password'] as const;

/** First run: whoever has the token that the service printed becomes the book's admin. */
export function SetUp() {
  const [fault, setFault] = useState<unknown>(null);
  const { typed, take } = useTyped({ token: givenToken(), name: '', email: '', password: '' }, fault);
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const me = await call('setUpAdmin', { body: typed });
      rememberMe(me);
      answers.clear();
      answers.setQueryData(askMe.queryKey, me);
      await navigate({ to: '/', search: {} });
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Entry
      title="Become this book's admin"
      lead="The service printed a token when it started; it works once."
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <TextField required label="Token" {...take('token')} />
        <TextField required label="Your name" autoComplete="name" {...take('name')} />
        <TextField required label="E-mail" type="email" autoComplete="username" {...take('email')} />
        <TextField
          required
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters"
          {...take('password')}
        />
        <FormFault says={faultElsewhere(fault, FIELDS)} />
        <Button look="primary" type="submit" busy={busy} size="tall">
          Become admin
        </Button>
      </form>
    </Entry>
  );
}
