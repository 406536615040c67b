/** How ones and others may become pairs: only inside one bucket, and the more they have in common the earlier. */
export type Pairing<One, Other> = {
  readonly bucketOf: (one: One) => string;
  readonly otherBucketOf: (other: Other) => string;
  /** 0 to 7: what the two have in common; null: never. */
  readonly nearness: (one: One, other: Other) => number | null;
};

type Left = 'other-owner' | 'taken' | 'ambiguous' | null;

export type Pairs<One, Other> = {
  readonly matched: readonly (readonly [One, Other])[];
  /** null: its bucket had nothing for it at all. */
  readonly onesLeft: readonly { readonly one: One; readonly because: Left }[];
  readonly othersLeft: readonly { readonly other: Other; readonly because: Left }[];
};

type Edge<One, Other> = { readonly one: One; readonly other: Other; readonly near: number | null };

const NEAREST = 7;

/**
 * One to one, and the same whatever the order: from the nearest to the least near, two become a pair when each is
 * the only one the other could still have. All pairs of one nearness are made at once.
 */
export function pairUp<One extends object, Other extends object>(
  ones: readonly One[],
  others: readonly Other[],
  pairing: Pairing<One, Other>,
): Pairs<One, Other> {
  const buckets = Map.groupBy(others, pairing.otherBucketOf);
  const edges = [...Map.groupBy(ones, pairing.bucketOf)].flatMap(([bucket, inside]) =>
    edgesOf(inside, buckets.get(bucket) ?? [], pairing),
  );
  const taken = new Set<One | Other>();
  const matched: (readonly [One, Other])[] = [];
  for (let near = NEAREST; near >= 0; near -= 1) {
    const open = edges.filter((edge) => isOpen(edge, near, taken));
    const choices = choicesIn(open);
    const found = open.filter(({ one, other }) => choices.get(one) === 1 && choices.get(other) === 1);
    for (const { one, other } of found) {
      matched.push([one, other]);
      taken.add(one).add(other);
    }
  }
  const because = leftBecause(edges, taken);
  return {
    matched,
    onesLeft: ones.filter((one) => !taken.has(one)).map((one) => ({ one, because: because(one) })),
    othersLeft: others
      .filter((other) => !taken.has(other))
      .map((other) => ({ other, because: because(other) })),
  };
}

function edgesOf<One, Other>(
  ones: readonly One[],
  others: readonly Other[],
  { nearness }: Pairing<One, Other>,
): Edge<One, Other>[] {
  return ones.flatMap((one) => others.map((other) => ({ one, other, near: nearness(one, other) })));
}

function isOpen<One, Other>(
  { one, other, near }: Edge<One, Other>,
  least: number,
  taken: ReadonlySet<One | Other>,
): boolean {
  return near !== null && near >= least && !taken.has(one) && !taken.has(other);
}

function choicesIn<One, Other>(edges: readonly Edge<One, Other>[]): Map<One | Other, number> {
  const choices = new Map<One | Other, number>();
  for (const { one, other } of edges) {
    choices.set(one, (choices.get(one) ?? 0) + 1);
    choices.set(other, (choices.get(other) ?? 0) + 1);
  }
  return choices;
}

function leftBecause<One, Other>(
  edges: readonly Edge<One, Other>[],
  taken: ReadonlySet<One | Other>,
): (thing: One | Other) => Left {
  const seen = new Map<One | Other, Left>();
  const weight = (left: Left): number => [null, 'other-owner', 'taken', 'ambiguous'].indexOf(left);
  const note = (thing: One | Other, left: Left): void => {
    if (weight(left) > weight(seen.get(thing) ?? null)) seen.set(thing, left);
  };
  for (const edge of edges) {
    const { one, other, near } = edge;
    const between = near === null ? 'other-owner' : isOpen(edge, 0, taken) ? 'ambiguous' : 'taken';
    note(one, between);
    note(other, between);
  }
  return (thing) => seen.get(thing) ?? null;
}
