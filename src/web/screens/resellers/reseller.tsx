import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAsk } from '../../api/ask.ts';
import { MailWishes } from '../../book/mail-wishes.tsx';
import { PeriodSelect, usePeriod } from '../../book/periods.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { buttonLook } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Breakout } from '../statements/breakout.tsx';
import { StatementDocument } from '../statements/statement-document.tsx';
import { StatementFiles } from '../statements/statement-files.tsx';
import { StatementTable } from '../statements/statement-table.tsx';
import { ResellerCustomers } from './reseller-customers.tsx';

/** Its consolidated statement from the distributor, the break-out, and the statements it issued itself. */
export function Reseller() {
  const { resellerId } = useParams({ from: '/inside/resellers/$resellerId' });
  const search = useSearch({ from: '/inside/resellers/$resellerId' });
  const period = usePeriod(search.period);
  const navigate = useNavigate({ from: '/resellers/$resellerId' });
  const asked = useAsk('getReseller', { params: { id: resellerId } });
  const received = useAsk(
    'listStatements',
    { query: { seller: 'distributor', buyer: resellerId, period } },
    { enabled: period !== '' },
  );
  const issued = useAsk(
    'listStatements',
    { query: { seller: resellerId, period, limit: 200 } },
    { enabled: period !== '' },
  );
  const toCustomers = (
    <>
      <Section title="Statements to its customers" flush>
        <Answered asked={issued}>
          {({ items }) => (
            <StatementTable statements={items} empty={<Blank title="It issued none for this period" />} />
          )}
        </Answered>
      </Section>
      <ResellerCustomers resellerId={resellerId} />
      <MailWishes party={resellerId} />
    </>
  );
  return (
    <Page
      title={asked.data?.name ?? 'Reseller'}
      crumbs={[{ label: 'Resellers', to: { to: '/resellers' } }]}
      lead={
        asked.data === undefined
          ? '\u00a0'
          : `${asked.data.id} · ${asked.data.customers} ${asked.data.customers === 1 ? 'customer' : 'customers'}`
      }
      beside={<PeriodSelect value={period} onPick={(next) => void navigate({ search: { period: next } })} />}
    >
      <Answered asked={asked}>
        {() => (
          <>
            {received.data === undefined ? (
              <Waiting />
            ) : received.data.items.length === 0 ? (
              <>
                <NoStatement period={period} />
                {toCustomers}
              </>
            ) : (
              received.data.items.map(({ id }, at, { length }) => (
                <Consolidated key={id} id={id}>
                  {at === length - 1 ? toCustomers : null}
                </Consolidated>
              ))
            )}
          </>
        )}
      </Answered>
    </Page>
  );
}

function NoStatement({ period }: { readonly period: string }) {
  return (
    <div className="panel">
      <Blank
        title={`No consolidated statement for ${periodText(period)}`}
        next={
          <Link to="/statements/generate" search={{ period }} className={buttonLook('primary')}>
            Generate statements
          </Link>
        }
      >
        It is drafted with the statements of the period.
      </Blank>
    </div>
  );
}

/** The statement with its break-out; what stands below comes when both are there, so that nothing jumps. */
function Consolidated({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const asked = useAsk('getStatement', { params: { id } });
  const breakout = useAsk('getBreakout', { params: { id } });
  if (breakout.isPending) return <Waiting rows={12} />;
  return (
    <Answered asked={asked} rows={12}>
      {(statement) => (
        <>
          <div className="flex flex-wrap justify-end gap-2">
            <StatementFiles id={id} />
          </div>
          <Breakout statement={statement} />
          <StatementDocument statement={statement} />
          {children}
        </>
      )}
    </Answered>
  );
}
