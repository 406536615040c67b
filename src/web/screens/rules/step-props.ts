import type { Terms, TermsField } from './terms.ts';

/** What every step of a rule is given. */
export type StepProps = {
  readonly ruleId: string | null;
  readonly terms: Terms;
  readonly onTerms: (terms: Terms) => void;
  readonly faultOf: (field: TermsField) => string | null;
};
