import { QueryClient } from '@tanstack/react-query';
import { Refused } from '../api/problem.ts';

const FRESH_MS = 20_000;
const TRIES = 2;

/** What was read from the service, until it is asked again. A refusal is an answer and is not asked twice. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // The browser's word for offline is not asked: whether the service answers is known from asking it.
      networkMode: 'always',
      retry: (failures, error) => !(error instanceof Refused) && failures < TRIES,
    },
    mutations: { networkMode: 'always' },
  },
});
