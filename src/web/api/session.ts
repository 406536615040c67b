import { useSyncExternalStore } from 'react';
import type { Me } from '../../contract/session.ts';

type Waiting = { readonly until: Promise<void>; readonly go: () => void; readonly end: (why: Error) => void };

const heard = new Set<() => void>();
const session: { csrf: string; person: string | null; waiting: Waiting | null } = {
  csrf: '',
  person: null,
  waiting: null,
};

/** Whose window this is; every write carries their token back. null: nobody is signed in any more. */
export function rememberMe(me: Me | null): void {
  session.csrf = me?.csrf ?? '';
  session.person = me?.user?.id ?? null;
}

/** Another tab signed somebody else in: they must not go on with what the first one typed. */
export function isAnother(me: Me): boolean {
  return session.person !== null && me.user?.id !== session.person;
}

export function csrfNow(): string {
  return session.csrf;
}

export function isSignedIn(): boolean {
  return session.csrf !== '';
}

/** What was asked while the session had ended waits here until the same person is signed in again. */
export function signedInAgain(): Promise<void> {
  if (session.waiting === null) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    setWaiting({ until: promise, go: resolve, end: reject });
    return promise;
  }
  return session.waiting.until;
}

/** What waits is asked once more. */
export function resume(me: Me): void {
  rememberMe(me);
  session.waiting?.go();
  setWaiting(null);
}

/** Nobody signs in again: what waits is refused. */
export function giveUp(why: Error): void {
  rememberMe(null);
  session.waiting?.end(why);
  setWaiting(null);
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(hear, () => session.waiting !== null);
}

function setWaiting(waiting: Waiting | null): void {
  session.waiting = waiting;
  for (const tell of heard) tell();
}

function hear(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}
