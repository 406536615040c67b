import {
  draftAgain,
  generate,
  type Step,
  stepStatements,
} from '../../../application/access/statement-acts.ts';
import {
  breakoutOf,
  oneStatement,
  ownCredits,
  statementPage,
} from '../../../application/access/statement-desk.ts';
import type { STATEMENT_ROUTES } from '../../../contract/statements.ts';
import { standsFor, type Viewer } from '../../../domain/access/viewer.ts';
import type { Call, Handlers } from '../call.ts';

export const statementHandlers: Handlers<keyof typeof STATEMENT_ROUTES> = {
  listStatements: ({ office, viewer, query }) => statementPage(office, viewer, query, query),
  getStatement: ({ office, viewer, params }) => oneStatement(office, viewer, params.id),
  getBreakout: ({ office, viewer, params }) => breakoutOf(office, viewer, params.id),
  generateStatements: ({ viewer, body, dryRun, write }) =>
    write((room) => generate(room, viewer, body, dryRun)),
  openStatements: async (call) => {
    const answer = await stepped(call, { step: 'open', mail: call.body.mail });
    if (call.body.mail) call.house.outbox.wake();
    return answer;
  },
  discardStatements: (call) => stepped(call, { step: 'discard' }),
  redraftStatements: ({ viewer, body, dryRun, write }) =>
    write((room) => draftAgain(room, viewer, body.ids, dryRun)),
  voidStatements: (call) => stepped(call, { step: 'void', reason: call.body.reason }),
  payStatements: (call) => stepped(call, { step: 'pay', reversed: call.body.reversed }),
  closeStatements: (call) => stepped(call, { step: 'close' }),
  listOwnStatements: ({ office, viewer, query }) =>
    statementPage(office, viewer, { period: query.period, buyer: standsFor(viewer) }, query),
  listOwnCredits: ({ office, viewer, query }) => ownCredits(office, viewer, query, query),
};

type StepCall = Pick<Call<'openStatements'>, 'dryRun' | 'write'> & {
  readonly viewer: Viewer;
  readonly body: { readonly ids: readonly string[] };
};

function stepped({ viewer, body, dryRun, write }: StepCall, step: Step): Promise<unknown> {
  return write((room) => stepStatements(room, viewer, body.ids, step, dryRun));
}
