import { billedChanges, noticeBilledChange } from '../../../application/access/billed-changes.ts';
import {
  addSource,
  changeSource,
  lookNow,
  lookPage,
  removeSource,
  sourceList,
} from '../../../application/access/source-desk.ts';
import type { SOURCE_ROUTES } from '../../../contract/sources.ts';
import type { Handlers } from '../call.ts';
import { given } from './session.ts';

export const sourceHandlers: Handlers<keyof typeof SOURCE_ROUTES> = {
  listSources: ({ office, viewer }) => sourceList(office, viewer),
  createSource: async ({ office, viewer, body, write, house }) => {
    const answer = await write((room) => addSource(office, room, viewer, body));
    house.jobs.wake();
    return answer;
  },
  updateSource: ({ office, viewer, params, body, etag, write }) =>
    write((room) => changeSource(office, room, viewer, { id: params.id, etag, change: given(body) })),
  removeSource: ({ params, write }) => write((room) => removeSource(room, params.id)),
  lookAtSource: async ({ office, viewer, origin, params, body, write, house }) => {
    const asked = { origin, id: params.id, replace: body.replace };
    const answer = await write((room) => lookNow(office, room, viewer, asked));
    house.jobs.wake();
    return answer;
  },
  listLooks: ({ office, viewer, params, query }) => lookPage(office, viewer, params.id, query),
  listBilledChanges: ({ office, viewer }) => billedChanges(office, viewer),
  noticeBilledChange: ({ viewer, params, write }) =>
    write((room) => noticeBilledChange(room, viewer, params.id)),
};
