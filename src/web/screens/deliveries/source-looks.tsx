import { useEffect, useState } from 'react';
import type { SourceLookView, SourceView } from '../../../contract/sources.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, usePages } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/choice.tsx';
import { momentText, periodText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Faults } from '../../ui/faults.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { countText } from '../../ui/money-text.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { LookState, lookWords } from './look-words.tsx';

const SHOWN = 50;
const OUTCOMES = {
  new: 'new',
  newer: 'a newer delivery',
  unchanged: 'the same again',
  superseded: 'older than what is there: not taken',
  'made-final': 'the same, now final',
} as const;

type Props = { readonly source: SourceView; readonly onClose: () => void };

/** Every look at a source, newest first: what was found, fetched and imported, or why nothing was. */
export function SourceLooks({ source, onClose }: Props) {
  const pages = usePages('listLooks', { params: { id: source.id }, query: { limit: SHOWN } });
  const look = useAct('lookAtSource');
  const [replace, setReplace] = useState(false);
  const { refetch } = pages;
  const moved = `${source.lastLook?.id} ${source.lastLook?.state}`;
  // The source is asked again and again; its looks only when one began or ended.
  useEffect(() => {
    void refetch();
  }, [moved, refetch]);
  const looks = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Dialog
      title={`Looks at ${source.name}`}
      subtitle={<span className="break-all">{source.place}</span>}
      as="drawer"
      onClose={onClose}
      foot={
        <div className="flex w-full flex-wrap items-center justify-end gap-3">
          <div className="grow">
            <Tick label="Take deliveries that look older, too" on={replace} onChange={setReplace} />
          </div>
          <Button onClick={onClose}>Close</Button>
          <Button
            look="primary"
            busy={look.isPending}
            because={whyNot(source.actions, 'look')}
            onClick={() => look.mutate({ params: { id: source.id }, body: { replace } })}
          >
            Look now
          </Button>
        </div>
      }
    >
      <FormFault says={faultElsewhere(look.error)} />
      {pages.isPending ? <Waiting rows={4} /> : null}
      {pages.error === null ? null : <Failed error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && looks.length === 0 ? <Blank title="It was not looked at yet" /> : null}
      <ul aria-label="Looks" className="grid gap-4">
        {looks.map((one) => (
          <OneLook key={one.id} look={one} />
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button className="mt-4" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          Show older looks
        </Button>
      ) : null}
    </Dialog>
  );
}

function OneLook({ look }: { readonly look: SourceLookView }) {
  return (
    <li className="grid gap-1.5 border-b border-line pb-4">
      <div className="flex flex-wrap items-center gap-2">
        <LookState look={look} />
        <span className="font-medium">{momentText(look.createdAt)}</span>
        <span className="text-sm text-ink-soft">by {look.by}</span>
      </div>
      <p className="text-sm text-ink-soft">{lookWords(look)}</p>
      <Faults faults={look.errors} />
      {look.result === null || look.result.months.length === 0 ? null : (
        <ul className="grid gap-1 text-sm">
          {look.result.months.map((month) => (
            <li key={month.deliveryId} className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium">{periodText(month.period)}</span>
              <span className="text-ink-soft">
                {month.cloud} <span className="tabular-nums">{month.payerAccount}</span>:{' '}
                {OUTCOMES[month.outcome]}
              </span>
              {month.creditsNew > 0 ? (
                <Badge tone="info">{countText(month.creditsNew)} new credits</Badge>
              ) : null}
              {month.creditsChanged > 0 ? (
                <Badge tone="warn">{countText(month.creditsChanged)} changed credits</Badge>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
