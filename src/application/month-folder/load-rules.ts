import type { CreditRule } from '../../domain/credit-rule/credit-rule.ts';
import { editRule, newRule, sameCreatedAt, sameTerms } from '../../domain/credit-rule/edit-rule.ts';
import type { LoadCount } from '../desk.ts';
import type { Fault } from '../errors.ts';
import type { MonthFolder, Placed, RuleRow } from './month-folder.ts';

export type RuleChanges = {
  readonly versions: readonly CreditRule[];
  readonly after: readonly CreditRule[];
  readonly count: LoadCount;
  readonly faults: readonly Fault[];
};

/**
 * Rules by id, else by name: identical terms write nothing, others make a new version that keeps created-at and
 * insertion order; a different created-at is refused (P5, R7).
 */
export function ruleChanges(
  before: readonly CreditRule[],
  folder: MonthFolder,
  idOf: (kind: string, key: string) => string,
): RuleChanges {
  const byId = new Map(before.map((rule) => [rule.id, rule]));
  const byName = Map.groupBy(before, (rule) => rule.name);
  const versions: CreditRule[] = [];
  const faults: Fault[] = [];
  let sequence = before.reduce((last, rule) => Math.max(last, rule.sequence), 0);
  let same = 0;
  for (const placed of folder.rules) {
    const { id, terms, createdAt } = placed.value;
    const known =
      id === null
        ? (byName.get(terms.name) ?? [])
        : byId.get(id) !== undefined
          ? [byId.get(id) as CreditRule]
          : [];
    const [existing] = known;
    if (known.length > 1) {
      faults.push(ambiguousName(placed));
    } else if (existing === undefined) {
      sequence += 1;
      versions.push(newRule(terms, { id: id ?? idOf('rul', terms.name), createdAt, sequence }));
    } else if (!sameCreatedAt(existing.createdAt, createdAt)) {
      faults.push(otherCreatedAt(placed, existing));
    } else if (sameTerms(existing, terms)) {
      same += 1;
    } else {
      versions.push(editRule(existing, terms));
    }
  }
  const added = versions.filter((rule) => rule.version === 1).length;
  return {
    versions,
    after: [...new Map([...before, ...versions].map((rule) => [rule.id, rule])).values()],
    count: { added, changed: versions.length - added, same },
    faults,
  };
}

function ambiguousName({ file, row, value }: Placed<RuleRow>): Fault {
  return {
    file,
    row,
    column: 'name',
    seen: `"${value.terms.name}", which several rules of the book are called`,
    todo: 'give the rule_id of the one you mean',
  };
}

function otherCreatedAt({ file, row, value }: Placed<RuleRow>, existing: CreditRule): Fault {
  return {
    file,
    row,
    column: 'created_at',
    seen: `${value.createdAt} for rule ${existing.id}, which was created at ${existing.createdAt}`,
    todo: `write ${existing.createdAt}: editing a rule never changes when it was created; use another rule_id for a new rule`,
  };
}
