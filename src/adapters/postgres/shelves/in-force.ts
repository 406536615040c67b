/**
 * The condition under which an assignment is its credit's last. Versions count up from 1 and few credits have a second
 * one: asking only those, which an index holds apart, reads a hundred thousand credits without a look-up for each.
 */
export function inForce(assignments: string): string {
  return `not exists (select from assignments newer
    where newer.credit_id = ${assignments}.credit_id and newer.version > ${assignments}.version and newer.version > 1)`;
}
