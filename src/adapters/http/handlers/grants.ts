import { balanceHistory, balanceList } from '../../../application/access/balance-desk.ts';
import {
  giveGrant,
  grantPage,
  moveStranded,
  oneGrant,
  takeBack,
} from '../../../application/access/grant-desk.ts';
import type { GRANT_ROUTES } from '../../../contract/grants.ts';
import type { Handlers } from '../call.ts';

export const grantHandlers: Handlers<keyof typeof GRANT_ROUTES> = {
  listGrants: ({ office, viewer, query }) => grantPage(office, viewer, query, query),
  getGrant: ({ office, viewer, params }) => oneGrant(office, viewer, params.id),
  addGrant: ({ office, viewer, body, dryRun, write }) =>
    write((room) => giveGrant(office, room, viewer, body, dryRun)),
  withdrawGrant: ({ office, viewer, params, body, etag, dryRun, write }) =>
    write((room) => takeBack(office, room, viewer, { ...params, ...body, etag }, dryRun)),
  moveGrant: ({ office, viewer, params, body, etag, dryRun, write }) =>
    write((room) => moveStranded(office, room, viewer, { ...params, ...body, etag }, dryRun)),
  listBalances: ({ office, viewer, query }) => balanceList(office, viewer, query),
  getBalanceHistory: ({ office, viewer, params }) =>
    balanceHistory(office, viewer, params.seller, params.buyer, params.currency),
};
