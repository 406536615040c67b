import { useSyncExternalStore } from 'react';

type Waiting = { readonly until: Promise<void>; readonly go: () => void; readonly end: (why: Error) => void };

const heard = new Set<() => void>();
const session: { csrf: string; waiting: Waiting | null } = { csrf: '', waiting: null };

/** Every write carries this token back; null: nobody is signed in any more. */
export function rememberCsrf(token: string | null): void {
  session.csrf = token ?? '';
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
export function resume(token: string | null): void {
  rememberCsrf(token);
  session.waiting?.go();
  setWaiting(null);
}

/** Nobody signs in again: what waits is refused. */
export function giveUp(why: Error): void {
  rememberCsrf(null);
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
