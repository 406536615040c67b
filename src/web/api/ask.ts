import {
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { AnswerOf } from '../../contract/route.ts';
import { call, type Given } from './call.ts';
import type { RouteName, RouteOf } from './contract-routes.ts';
import { isLostUpdate } from './problem.ts';
import { useWish } from './wish.ts';

type Given0<Name extends RouteName> = Omit<Given<Name>, 'signal'>;
type Settings = { readonly enabled?: boolean; readonly keep?: boolean; readonly every?: number };

export function keyOf<Name extends RouteName>(name: Name, given?: Given0<Name>): QueryKey {
  return given === undefined ? [name] : [name, given.params ?? null, given.query ?? null, given.body ?? null];
}

/** Reads an endpoint and keeps the answer. `keep` shows the answer before while the next one is on its way. */
export function useAsk<Name extends RouteName>(name: Name, given: Given0<Name>, settings: Settings = {}) {
  return useQuery<AnswerOf<RouteOf<Name>>>({
    queryKey: keyOf(name, given),
    queryFn: ({ signal }) => call(name, { ...given, signal } as Given<Name>),
    enabled: settings.enabled ?? true,
    ...(settings.keep === true ? { placeholderData: keepPreviousData } : {}),
    ...(settings.every === undefined ? {} : { refetchInterval: settings.every }),
  });
}

type Paged = { readonly items: readonly unknown[]; readonly next: string | null };
type PagedName = { [Name in RouteName]: AnswerOf<RouteOf<Name>> extends Paged ? Name : never }[RouteName];

/** Reads a list page by page, by its cursor. */
export function usePages<Name extends PagedName>(name: Name, given: Given0<Name>) {
  return useInfiniteQuery({
    queryKey: [...keyOf(name, given), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call(name, {
        ...given,
        query: { ...given.query, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      } as unknown as Given<Name>),
    getNextPageParam: (last: AnswerOf<RouteOf<Name>>) => (last as Paged).next,
    placeholderData: keepPreviousData,
  });
}

/** Writes through an endpoint; afterwards everything that was read is read again. */
export function useAct<Name extends RouteName>(name: Name) {
  const cache = useQueryClient();
  const wish = useWish();
  const readAgain = (): void => {
    void cache.invalidateQueries();
  };
  return useMutation<AnswerOf<RouteOf<Name>>, Error, Given<Name>>({
    mutationFn: (given) => wish(given, (key) => call(name, { ...given, key })),
    // Not awaited: a form that is drawn anew by what is read again would miss its own answer.
    onSuccess: readAgain,
    onError: (error) => {
      if (isLostUpdate(error)) readAgain();
    },
  });
}
