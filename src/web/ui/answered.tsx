import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failed } from './failed.tsx';
import { Waiting } from './waiting.tsx';

type Props<Answer> = {
  readonly asked: UseQueryResult<Answer>;
  readonly rows?: number;
  readonly children: (answer: Answer) => ReactNode;
};

/** Shows an answer once it is there; before that its shape, and what went wrong if something did. */
export function Answered<Answer>({ asked, rows = 6, children }: Props<Answer>) {
  if (asked.data !== undefined) return <>{children(asked.data)}</>;
  if (asked.error !== null) return <Failed error={asked.error} onRetry={() => void asked.refetch()} />;
  return <Waiting rows={rows} />;
}
