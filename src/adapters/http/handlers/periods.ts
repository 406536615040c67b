import {
  boardOf,
  closeMonth,
  controlSheet,
  flowOf,
  monthList,
  periodList,
} from '../../../application/access/board.ts';
import type { PERIOD_ROUTES } from '../../../contract/periods.ts';
import type { Handlers } from '../call.ts';

export const periodHandlers: Handlers<keyof typeof PERIOD_ROUTES> = {
  listPeriods: ({ office, viewer }) => periodList(office, viewer),
  getBoard: ({ office, viewer, params }) => boardOf(office, viewer, params.period),
  getFlow: ({ office, viewer, params }) => flowOf(office, viewer, params.period),
  listMonths: ({ office, viewer, query }) => monthList(office, viewer, query.last),
  getChecks: ({ office, viewer, query }) => controlSheet(office, viewer, query.period),
  closePeriod: ({ params, body, dryRun, write }) =>
    write((room) => closeMonth(room, params.period, body.reason, dryRun)),
};
