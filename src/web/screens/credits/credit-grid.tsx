import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { CreditView } from '../../../contract/credits.ts';
import { classes } from '../../ui/class-names.ts';
import { countText } from '../../ui/money-text.ts';
import { CREDIT_COLUMNS, TRACKS } from './columns.tsx';
import { GridHead } from './grid-head.tsx';

const ROW_PX = 48;
const AHEAD = 12;

type Props = {
  readonly credits: readonly CreditView[];
  /** How many there are in all; more than are read yet. */
  readonly count: number;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onNearEnd: () => void;
};

/** A hundred thousand credits: only the rows in sight are there. Arrows move, Enter opens, Space chooses. */
export function CreditGrid(props: Props) {
  const { credits, count, chosen, onNearEnd } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [at, setAt] = useState(0);
  const rows = useVirtualizer({
    count: credits.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: AHEAD,
  });
  const inSight = rows.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= credits.length - AHEAD * 2) onNearEnd();
  }, [last, credits.length, onNearEnd]);
  const onKey = (event: KeyboardEvent): void => {
    const next = moved(event.key, at, credits.length);
    if (next !== null) {
      setAt(next);
      rows.scrollToIndex(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      const credit = credits[at];
      if (credit !== undefined) (event.key === 'Enter' ? props.onOpen : props.onChoose)(credit.id);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      role="grid"
      aria-label={`Credits: ${countText(count)}`}
      aria-rowcount={count + 1}
      aria-multiselectable
      aria-activedescendant={credits.length > 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={onKey}
      className="h-[calc(100dvh-15rem)] min-h-80 overflow-auto text-sm outline-offset-[-2px] [contain:strict]"
    >
      <div className="min-w-[97rem]">
        <GridHead sort={props.sort} onSort={props.onSort} />
        <div role="rowgroup" className="relative" style={{ height: rows.getTotalSize() }}>
          {inSight.map(({ index, start }) => {
            const credit = credits[index];
            return credit === undefined ? null : (
              <Row
                key={credit.id}
                id={`${id}-${index}`}
                credit={credit}
                index={index}
                top={start}
                active={index === at}
                chosen={chosen.has(credit.id)}
                onChoose={props.onChoose}
                onOpen={props.onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function moved(key: string, at: number, count: number): number | null {
  const page = 12;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
  };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, at + step));
}

type RowProps = {
  readonly id: string;
  readonly credit: CreditView;
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
  readonly onOpen: (id: string) => void;
};

function Row({ id, credit, index, top, active, chosen, onChoose, onOpen }: RowProps) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      onClick={() => onOpen(credit.id)}
      style={{ transform: `translateY(${top}px)`, height: ROW_PX, gridTemplateColumns: TRACKS }}
      className={classes(
        'absolute inset-x-0 top-0 grid cursor-pointer items-center border-b border-line hover:bg-hover',
        active && 'shadow-[inset_3px_0_0_var(--accent)]',
        chosen && 'bg-accent-soft',
      )}
    >
      <div role="gridcell" className="px-3" onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Choose ${credit.description}, ${credit.usageAccount}`}
          checked={chosen}
          onChange={() => onChoose(credit.id)}
          className="block size-4 accent-accent"
        />
      </div>
      {CREDIT_COLUMNS.map((column) => (
        <div
          key={column.key}
          role="gridcell"
          className={classes('min-w-0 truncate px-2', column.figures && 'figures')}
        >
          {column.cell(credit)}
        </div>
      ))}
    </div>
  );
}
