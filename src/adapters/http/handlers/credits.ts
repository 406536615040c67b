import {
  divideAsProposed,
  divideByHand,
  divideMany,
  reapply,
  runRules,
  undoMany,
} from '../../../application/access/credit-acts.ts';
import { creditPage, creditStory, creditSums } from '../../../application/access/credit-desk.ts';
import { searchAll } from '../../../application/access/search-desk.ts';
import type { CreditListOrder } from '../../../application/access/service-book.ts';
import type { CREDIT_ROUTES, CreditSort } from '../../../contract/credits.ts';
import type { Handlers } from '../call.ts';

export const creditHandlers: Handlers<keyof typeof CREDIT_ROUTES> = {
  listCredits: ({ office, viewer, query }) => {
    const { sort, cursor, limit, ...filter } = query;
    return creditPage(office, viewer, filter, orderOf(sort), { cursor, limit });
  },
  sumCredits: ({ office, viewer, query }) => creditSums(office, viewer, query),
  getCredit: ({ office, viewer, params }) => creditStory(office, viewer, params.id),
  assignCredit: ({ params, body, dryRun, write }) =>
    write((room) => divideByHand(room, params.id, body, dryRun)),
  proposeCredit: ({ params, dryRun, write }) => write((room) => divideAsProposed(room, params.id, dryRun)),
  assignCredits: ({ body, dryRun, write }) => write((room) => runRules(room, body.period, dryRun)),
  undoDivisions: ({ body, dryRun, write }) => write((room) => undoMany(room, body.items, dryRun)),
  assignManyCredits: ({ body, dryRun, write }) => write((room) => divideMany(room, body, dryRun)),
  reapplyRules: ({ body, dryRun, write }) => write((room) => reapply(room, body.period, dryRun)),
  searchAll: ({ office, viewer, query }) => searchAll(office, viewer, query.q),
};

function orderOf(sort: CreditSort): CreditListOrder {
  const down = sort.startsWith('-');
  return { by: (down ? sort.slice(1) : sort) as CreditListOrder['by'], down };
}
