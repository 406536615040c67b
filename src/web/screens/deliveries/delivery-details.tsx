import type { AnswerOf } from '../../../contract/route.ts';
import { useAsk } from '../../api/ask.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { periodText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/money-text.ts';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

type Details = AnswerOf<RouteOf<'getDelivery'>>;
type Total = Details['byLineType'][number];

/** One delivery: its control totals, and what it changed of the one before. */
export function DeliveryDetails({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const asked = useAsk('getDelivery', { params: { id } });
  const found = asked.data?.delivery;
  return (
    <Dialog
      as="wide"
      title={
        found === undefined ? 'Delivery' : `${found.cloud} ${found.payerAccount}, ${periodText(found.period)}`
      }
      subtitle={found === undefined ? '\u00a0' : `Delivery ${found.version}, ${countText(found.lines)} lines`}
      onClose={onClose}
    >
      <Answered asked={asked}>
        {(details) => (
          <div className="grid gap-5">
            <Totals title="Control totals by line type" totals={details.byLineType} heading="Line type" />
            <Changed changed={details.changed} />
            {details.unknown.length > 0 ? (
              <Totals title="Unknown line types" totals={details.unknown} heading="Line type" />
            ) : null}
            {details.unmapped.length > 0 ? (
              <Totals title="Unmapped accounts" totals={details.unmapped} heading="Usage account" />
            ) : null}
            <Totals title="By usage account" totals={details.byUsageAccount} heading="Usage account" />
            <Section title="Files">
              <ul className="grid gap-1 text-sm break-all">
                {details.files.map((file) => (
                  <li key={file.contentHash}>
                    {file.name} <span className="text-ink-faint">{countText(file.bytes)} bytes</span>
                  </li>
                ))}
              </ul>
            </Section>
          </div>
        )}
      </Answered>
    </Dialog>
  );
}

function Totals({
  title,
  totals,
  heading,
}: {
  readonly title: string;
  readonly totals: readonly Total[];
  readonly heading: string;
}) {
  return (
    <Section title={title} flush>
      <Table
        label={title}
        rows={totals}
        rowKey={(row) => `${row.key} ${row.currency}`}
        columns={[
          {
            key: 'key',
            heading,
            cell: (row) => (
              <>
                {row.key} {row.lineClass === null ? null : <Badge>{row.lineClass}</Badge>}
              </>
            ),
          },
          { key: 'lines', heading: 'Lines', figures: true, cell: (row) => countText(row.lines) },
          {
            key: 'exact',
            heading: 'Exact total',
            figures: true,
            cell: (row) => <Money amount={row.exact} currency={row.currency} />,
          },
        ]}
      />
    </Section>
  );
}

function Changed({ changed }: { readonly changed: Details['changed'] }) {
  return (
    <Section title="What it changed" flush>
      <Table
        label="What this delivery changed of the one before"
        rows={changed}
        rowKey={(row) => `${row.by} ${row.key} ${row.currency}`}
        empty={<Blank title="Nothing differs from the delivery before" />}
        columns={[
          { key: 'key', heading: 'Of', cell: (row) => row.key },
          {
            key: 'before',
            heading: 'Before',
            figures: true,
            cell: (row) => <Money amount={row.before} currency={row.currency} />,
          },
          {
            key: 'now',
            heading: 'Now',
            figures: true,
            cell: (row) => <Money amount={row.now} currency={row.currency} />,
          },
          {
            key: 'difference',
            heading: 'Difference',
            figures: true,
            cell: (row) => <Money amount={row.difference} currency={row.currency} strong />,
          },
        ]}
      />
    </Section>
  );
}
