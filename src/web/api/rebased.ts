/** What was typed over one start, over another one: what was touched stays, and everything else is as the other says. */
export function rebased<Fields extends object>(typed: Fields, before: Fields, now: Fields): Fields {
  const kept = (Object.keys(now) as (keyof Fields)[]).filter(
    (field) => JSON.stringify(typed[field]) !== JSON.stringify(before[field]),
  );
  return { ...now, ...Object.fromEntries(kept.map((field) => [field, typed[field]])) };
}
