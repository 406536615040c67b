import {
  accountPage,
  calendarOf,
  mapAccount,
  pricePage,
  replaceAccountTenures,
  setPrice,
} from '../../../application/access/account-book-desk.ts';
import {
  createCustomer,
  createReseller,
  customerPage,
  oneCustomer,
  oneReseller,
  replaceResellerTenures,
  resellerPage,
  resellerTenures,
  updateCustomer,
  updateReseller,
} from '../../../application/access/party-desk.ts';
import { NotThere } from '../../../application/access/refusals.ts';
import { changeSettings, settingsShown } from '../../../application/access/settings-desk.ts';
import type { PARTY_ROUTES } from '../../../contract/parties.ts';
import { sellsAs } from '../../../domain/access/viewer.ts';
import type { Handlers } from '../call.ts';
import { given } from './session.ts';

export const partyHandlers: Handlers<keyof typeof PARTY_ROUTES> = {
  getSettings: ({ office, viewer }) => settingsShown(office, viewer),
  updateSettings: ({ office, viewer, body, etag, write }) =>
    write((room) => changeSettings(office, room, viewer, { etag, settings: body })),
  listResellers: ({ office, viewer, query }) => resellerPage(office, viewer, query.q, query),
  getReseller: ({ office, viewer, params }) => oneReseller(office, viewer, params.id),
  listResellerTenures: ({ office, viewer, params }) => resellerTenures(office, viewer, params.id),
  createReseller: ({ office, viewer, body, write }) =>
    write((room) => createReseller(office, room, viewer, body)),
  updateReseller: ({ office, viewer, params, body, etag, write }) =>
    write((room) => updateReseller(office, room, viewer, { id: params.id, etag, change: given(body) })),
  listCustomers: ({ office, viewer, query }) => customerPage(office, viewer, query, query),
  getCustomer: ({ office, viewer, params }) => oneCustomer(office, viewer, params.id),
  createCustomer: ({ office, viewer, body, write }) =>
    write((room) => createCustomer(office, room, viewer, body)),
  updateCustomer: ({ office, viewer, params, body, etag, write }) =>
    write((room) => updateCustomer(office, room, viewer, { id: params.id, etag, change: given(body) })),
  replaceResellerTenures: ({ office, viewer, params, body, etag, write }) =>
    write((room) =>
      replaceResellerTenures(office, room, viewer, { id: params.id, etag, tenures: body.tenures }),
    ),
  listAccounts: ({ office, viewer, query }) => accountPage(office, viewer, query, query),
  replaceAccountTenures: ({ office, viewer, params, body, etag, write }) =>
    write((room) => replaceAccountTenures(office, room, viewer, { ...params, etag, tenures: body.tenures })),
  mapAccount: ({ office, viewer, params, body, write }) =>
    write((room) => mapAccount(office, room, viewer, { ...params, ...body })),
  getAccountCalendar: ({ office, viewer, query }) => calendarOf(office, viewer, query.period, query.customer),
  listPrices: ({ office, viewer, query }) => pricePage(office, viewer, query, query),
  setPrice: ({ viewer, body, write }) => {
    if (!sellsAs(viewer, body.seller)) throw new NotThere();
    return write((room) => setPrice(room, body));
  },
};
