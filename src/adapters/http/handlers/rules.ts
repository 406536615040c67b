import {
  backtestDraft,
  cloneRule,
  createRule,
  matchDraft,
  ruleList,
  ruleStory,
  switchRuleOff,
  updateRule,
} from '../../../application/access/rule-desk.ts';
import type { RULE_ROUTES } from '../../../contract/rules.ts';
import type { Handlers } from '../call.ts';

export const ruleHandlers: Handlers<keyof typeof RULE_ROUTES> = {
  listRules: ({ office, viewer }) => ruleList(office, viewer),
  getRule: ({ office, viewer, params }) => ruleStory(office, viewer, params.id),
  createRule: ({ office, viewer, body, write }) => write((room) => createRule(office, room, viewer, body)),
  updateRule: ({ office, viewer, params, body, etag, write }) =>
    write((room) => updateRule(office, room, viewer, { id: params.id, etag, terms: body })),
  cloneRule: ({ office, viewer, params, body, write }) =>
    write((room) => cloneRule(office, room, viewer, params.id, body.name)),
  deactivateRule: ({ office, viewer, params, etag, write }) =>
    write((room) => switchRuleOff(office, room, viewer, params.id, etag)),
  matchRule: ({ office, viewer, body }) => matchDraft(office, viewer, body),
  backtestRule: ({ office, viewer, body }) => backtestDraft(office, viewer, body),
};
