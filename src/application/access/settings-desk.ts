import type { Viewer } from '../../domain/access/viewer.ts';
import { isAccountPattern } from '../../domain/ledger/account-pattern.ts';
import { isCurrency } from '../../domain/money/currency.ts';
import type { Settings } from '../../domain/party/settings.ts';
import {
  type Deed,
  etagOf,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
  refuseStale,
} from './act.ts';
import { loadParts } from './party-desk.ts';
import { wrongField } from './refusals.ts';

export type SettingsShown = Settings & {
  readonly etag: string;
  readonly actions: Permission[];
  /** What the installation lacks and what to do; it is not of the book, so no change of it makes an edit stale. */
  readonly cautions: string[];
};

export function settingsShown(office: Office, viewer: Viewer): Promise<SettingsShown> {
  return look(office, viewer, (room) => shown(office, room, viewer));
}

export async function changeSettings(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly etag: string; readonly settings: Settings },
): Promise<Deed> {
  const before = await room.shelves.settings.load();
  refuseStale(asked.etag, etagOf(office, before));
  if (!isCurrency(asked.settings.currency)) {
    throw wrongField('currency', asked.settings.currency, 'write the code of a currency in use, such as USD');
  }
  const wrong = Object.keys(asked.settings.systems.accountCodes).find(
    (account) => !isAccountPattern(account),
  );
  if (wrong !== undefined) {
    throw wrongField(
      `systems.accountCodes.${wrong}`,
      wrong,
      'name a ledger account such as distributor:*:available',
    );
  }
  await loadParts(room, { settings: asked.settings });
  return { answer: await shown(office, room, viewer), object: 'settings', before, after: asked.settings };
}

async function shown(office: Office, { shelves }: Room, viewer: Viewer): Promise<SettingsShown> {
  const settings = await shelves.settings.load();
  return {
    ...settings,
    etag: etagOf(office, settings),
    actions: [permission('edit', readOnlyReason(viewer))],
    cautions: [...office.cautions],
  };
}
