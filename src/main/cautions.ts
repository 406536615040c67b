import type { SealingKeys } from './sealing-keys.ts';

/** The one that is also told in the log: it is about who sees what. */
export const NO_WALL =
  'The server has no role creditbook_viewer that the book’s user may act as, so portals are held apart by the service alone and not by the database too: let that user make roles (createrole), or grant it creditbook_viewer.';
const NO_KEY =
  'CREDITBOOK_SECRET is not set, so the key that seals webhook secrets and the mail server’s password lies in the book beside them: set it to 32 random characters or more, kept apart from the book’s backups.';

/** What the installation lacks, each with what to do: it works without, and is safer with it. */
export function cautionsOf(installation: {
  readonly wall: boolean;
  readonly keys: SealingKeys;
}): readonly string[] {
  return [...(installation.wall ? [] : [NO_WALL]), ...(installation.keys.length > 0 ? [] : [NO_KEY])];
}
