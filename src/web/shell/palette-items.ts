import type { NavigateOptions } from '@tanstack/react-router';
import type { AnswerOf } from '../../contract/route.ts';
import type { RouteOf } from '../api/contract-routes.ts';
import type { Place } from './places.ts';

export type Found = {
  readonly key: string;
  readonly title: string;
  readonly subtitle: string;
  readonly to: NavigateOptions;
};
type Thing = AnswerOf<RouteOf<'searchAll'>>['items'][number];

export function foundPlaces(places: readonly Place[], word: string): Found[] {
  const wanted = word.trim().toLowerCase();
  return places
    .filter(({ label }) => label.toLowerCase().includes(wanted))
    .map(({ label, to }) => ({
      key: `place ${label}`,
      title: label,
      subtitle: 'Screen',
      to: { to } as NavigateOptions,
    }));
}

export function foundThing({ kind, id, title, subtitle }: Thing): Found {
  return { key: `${kind} ${id}`, title, subtitle, to: wayTo(kind, id) };
}

function wayTo(kind: Thing['kind'], id: string): NavigateOptions {
  switch (kind) {
    case 'customer':
      return { to: '/customers/$customerId/credits', params: { customerId: id } };
    case 'reseller':
      return { to: '/resellers/$resellerId', params: { resellerId: id } };
    case 'account':
      return { to: '/credits', search: { account: id } };
    case 'rule':
      return { to: '/rules/$ruleId', params: { ruleId: id } };
    case 'credit':
      return { to: '/credits', search: { credit: id } };
    case 'statement':
      return { to: '/statements/$statementId', params: { statementId: id } };
  }
}
