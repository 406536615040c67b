import type { Sight } from '../../../domain/access/viewer.ts';

/** The viewer's sight as two parameters, and the conditions of the first wall that use them. */
export function sightValues(sight: Sight): [kind: string, party: string] {
  return [sight.kind, sight.kind === 'everything' ? '' : sight.party];
}

/** `table` has seller, buyer and state; `kind` and `party` are placeholders such as $1. */
export function statementsSeen(table: string, kind: string, party: string): string {
  return `(${kind}::text = 'everything' or (${kind} = 'reseller' and ${table}.seller = ${party})
    or (${table}.buyer = ${party} and ${table}.state not in ('draft', 'discarded')))`;
}

export function edgesSeen(table: string, kind: string, party: string): string {
  return `(${kind}::text = 'everything' or (${kind} = 'reseller' and ${table}.seller = ${party})
    or ${table}.buyer = ${party}::text)`;
}

/** On the seller's side drafts' reservations are shown; for the buyer they are still available (T7). */
export function onSellersSide(table: string, kind: string, party: string): string {
  return `(${kind}::text = 'everything' or (${kind} = 'reseller' and ${table}.seller = ${party}::text))`;
}

/** The name of a party in one currency-free look: distributor, reseller or customer, else its id. */
export function nameOf(column: string): string {
  return `case when ${column} = 'distributor' then coalesce((select distributor_name from settings), 'Distributor')
    else coalesce((select name from resellers where reseller_id = ${column}),
      (select name from customers where customer_id = ${column}), ${column}) end`;
}
