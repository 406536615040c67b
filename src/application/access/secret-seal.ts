import type { Viewer } from '../../domain/access/viewer.ts';
import type { ServiceBook } from './service-book.ts';

/**
 * Secrets that have to be read again (a webhook's, a mail server's password) lie sealed in the book. What seals them is
 * the key of the installation. `place` is part of the seal: a sealed text put anywhere else does not open.
 */
export type SecretSeal = {
  readonly seal: (secret: string, place: string) => string;
  /** null: sealed with a key that is not known here, for another place, or changed. */
  readonly open: (sealed: string, place: string) => string | null;
  /** Whether today's key sealed it; an earlier one opens it still, until it is sealed anew. */
  readonly isNewest: (sealed: string) => boolean;
};

export function webhookPlace(id: string): string {
  return `webhook ${id}`;
}

/** Of the mail server's password. */
export const MAIL_PLACE = 'mail server';

/** What is told where a sealed secret does not open. */
export const DOES_NOT_OPEN =
  'its secret was sealed with another key: start the service with that one in CREDITBOOK_SECRET_BEFORE, or set the secret anew';

/** Seals with today's key what an earlier one sealed, so that the earlier one may be forgotten. How many of each. */
export function sealAnew(
  book: ServiceBook,
  { open, seal, isNewest }: SecretSeal,
): Promise<{ readonly sealed: number; readonly unopened: number }> {
  return book.writeAs(SERVICE, 'keep', async ({ webhooks, mail }) => {
    const count = { sealed: 0, unopened: 0 };
    const anew = async (secret: string, place: string, save: (sealed: string) => Promise<void>) => {
      if (isNewest(secret)) return;
      const opened = open(secret, place);
      if (opened === null) count.unopened += 1;
      else {
        await save(seal(opened, place));
        count.sealed += 1;
      }
    };
    for (const { id, secret } of await webhooks.sealedSecrets())
      await anew(secret, webhookPlace(id), (sealed) => webhooks.setSecret(id, sealed));
    const [server, password] = [await mail.server(), await mail.sealedPassword()];
    if (server !== null && password !== null)
      await anew(password, MAIL_PLACE, (sealed) => mail.saveServer(server, sealed));
    return count;
  });
}

const SERVICE: Viewer = {
  id: 'service',
  name: 'the service',
  kind: 'key',
  role: 'distributor-admin',
  party: null,
};
