import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me } from '../../contract/session.ts';
import { useAsk } from '../api/ask.ts';
import { callOnce } from '../api/call.ts';
import { faultElsewhere } from '../api/problem.ts';
import { giveUp, isAnother, resume, useSessionEnded } from '../api/session.ts';
import { Button, buttonLook } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { FormFault } from '../ui/form-fault.tsx';
import { askMe, useViewer } from './viewer.ts';

/** The session ended in the midst of work: what was typed stays, and what was asked goes on after signing in. */
export function SignInAgain() {
  return useSessionEnded() ? <Again /> : null;
}

function Again() {
  const viewer = useViewer();
  const [password, setPassword] = useState('');
  const { fault, busy, goOn } = useGoOn();
  const openId = useAsk('getSetUp', {}).data?.openId ?? null;
  const email = viewer.user?.email ?? '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void goOn(() => callOnce('signIn', { body: { email, password } }));
  };
  return (
    <Dialog
      title="Your session has ended"
      subtitle="What you typed is still here. Sign in again to go on."
      onClose={leave}
      foot={
        <>
          <Button onClick={leave}>Leave</Button>
          <Button look="primary" type="submit" form="sign-in-again" busy={busy}>
            Sign in and go on
          </Button>
        </>
      }
    >
      <form id="sign-in-again" noValidate onSubmit={submit} className="grid gap-4">
        <p className="text-sm text-ink-soft">
          {viewer.user?.name}, {email}
        </p>
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          onText={setPassword}
        />
        <FormFault says={fault} />
        {openId === null ? null : (
          <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
            <a href={openId.url} target="_blank" rel="noreferrer" className={buttonLook()}>
              Sign in with {openId.name} in another tab
            </a>
            <Button busy={busy} onClick={() => void goOn(() => callOnce('getMe', {}))}>
              I have signed in
            </Button>
          </p>
        )}
      </form>
    </Dialog>
  );
}

function useGoOn() {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const cache = useQueryClient();
  const goOn = async (ask: () => Promise<Me>): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const me = await ask();
      if (isAnother(me)) location.reload();
      else {
        cache.setQueryData(askMe.queryKey, me);
        resume(me);
        // What was read in between may have been somebody else's to see.
        void cache.invalidateQueries();
      }
    } catch (error) {
      setFault(faultElsewhere(error));
    }
    setBusy(false);
  };
  return { fault, busy, goOn };
}

/** Away to the front door: what was typed is given up. */
function leave(): void {
  giveUp(new Error('nobody signed in again'));
  location.assign('/sign-in');
}
