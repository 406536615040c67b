import type { Sight } from '../../../domain/access/viewer.ts';
import type { Session } from '../session.ts';

export type Name = {
  readonly statement_id: string;
  readonly about: 'customer' | 'rule';
  /** Of the customer; of the grant that the rule made. */
  readonly id: string;
  readonly name: string;
};

/**
 * The names in the break-outs of statements to resellers: frozen with a statement that was opened (T9); of a draft, which
 * only the distributor's people see, as they are now. The statements were found within the sight before.
 */
export async function namesTold(session: Session, sight: Sight, ids: readonly string[]): Promise<Name[]> {
  const frozen = await session.rows<Name>('select * from statement_names where statement_id = any($1)', [
    ids,
  ]);
  if (sight.kind !== 'everything') return frozen;
  const now = await session.rows<Name>(
    `select * from names_behind(array(
       select statement_id from statements where statement_id = any($1) and state in ('draft', 'discarded')))`,
    [ids],
  );
  return [...frozen, ...now];
}

export function namesAbout(about: Name['about'], names: readonly Name[]): Map<string, string> {
  return new Map(names.filter((one) => one.about === about).map((one) => [one.id, one.name]));
}
