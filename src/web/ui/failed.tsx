import { Refused } from '../api/problem.ts';
import { Blank } from './blank.tsx';
import { Button } from './button.tsx';

type Props = { readonly error: unknown; readonly onRetry?: () => void };

/** A part of a screen could not be read: what the service said, and what to do. */
export function Failed({ error, onRetry }: Props) {
  const again = onRetry === undefined ? null : <Button onClick={onRetry}>Try again</Button>;
  if (error instanceof Refused && error.status === 404) {
    return <Blank title="Nothing is here">The address may be old, or it is not yours to see.</Blank>;
  }
  if (error instanceof Refused && error.status === 403) {
    return <Blank title="This is not yours to see">{error.problem.detail}</Blank>;
  }
  if (error instanceof Refused) {
    return (
      <Blank title="The service said no" next={again}>
        {error.problem.detail}
      </Blank>
    );
  }
  return (
    <Blank title="The service cannot be reached" next={again}>
      Nothing is lost. Look whether it still runs, then try again.
    </Blank>
  );
}
