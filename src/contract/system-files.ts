import { z } from 'zod';
import { partyId, period } from './primitives.ts';
import { DISTRIBUTOR_READERS, type Routes } from './route.ts';

const file = <const Name extends string>(name: Name, summary: string) =>
  ({
    method: 'get',
    path: `/periods/{period}/${name}.csv` as const,
    summary,
    who: DISTRIBUTOR_READERS,
    params: z.object({ period }),
    answer: 'text/csv',
  }) as const;

const ofSeller = z.object({ seller: partyId.default('distributor') });

/** Files for other systems, of what was booked in a period. */
export const SYSTEM_FILE_ROUTES = {
  getUsageFile: file('usage', 'The usage file for platforms in the manner of CloudBlue'),
  getFocusRows: { ...file('focus', 'The credits of a seller as rows of FOCUS 1.2'), query: ofSeller },
  getJournal: {
    ...file('journal', 'The ledger of a seller as a journal with the account codes of the settings'),
    query: ofSeller,
  },
} as const satisfies Routes;
