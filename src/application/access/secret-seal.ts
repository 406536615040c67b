import type { Viewer } from '../../domain/access/viewer.ts';
import type { ServiceBook, ServiceShelves } from './service-book.ts';

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

/**
 * Seals with today's key what an earlier one sealed, so that the earlier one may be forgotten. How many of each. Where
 * there is nothing to seal it only reads: a service must start while another one has the writers' turn for long work.
 */
export async function sealAnew(
  book: ServiceBook,
  seal: SecretSeal,
): Promise<{ readonly sealed: number; readonly unopened: number }> {
  const before = await book.readAs(SERVICE, (shelves) => earlierSecrets(shelves, seal));
  const opens = before.filter(({ opened }) => opened !== null);
  const unopened = before.length - opens.length;
  if (opens.length === 0) return { sealed: 0, unopened };
  return book.writeAs(SERVICE, 'keep', async (shelves) => {
    let sealed = 0;
    for (const { opened, place, save } of await earlierSecrets(shelves, seal)) {
      if (opened === null) continue;
      await save(seal.seal(opened, place));
      sealed += 1;
    }
    return { sealed, unopened };
  });
}

type EarlierSecret = {
  readonly place: string;
  /** null: no key that is known here opens it. */
  readonly opened: string | null;
  readonly save: (sealed: string) => Promise<void>;
};

async function earlierSecrets(
  { webhooks, mail }: ServiceShelves,
  { open, isNewest }: SecretSeal,
): Promise<readonly EarlierSecret[]> {
  const found: EarlierSecret[] = [];
  const look = (secret: string, place: string, save: EarlierSecret['save']): void => {
    if (!isNewest(secret)) found.push({ place, opened: open(secret, place), save });
  };
  for (const { id, secret } of await webhooks.sealedSecrets())
    look(secret, webhookPlace(id), (sealed) => webhooks.setSecret(id, sealed));
  const [server, password] = [await mail.server(), await mail.sealedPassword()];
  if (server !== null && password !== null)
    look(password, MAIL_PLACE, (sealed) => mail.saveServer(server, sealed));
  return found;
}

const SERVICE: Viewer = {
  id: 'service',
  name: 'the service',
  kind: 'key',
  role: 'distributor-admin',
  party: null,
};
