import { timed } from './figure.ts';

/** Adds up how long the methods of some objects took, by their names. */
export type Stopwatch = {
  /** The same object, its methods timed; a method that gives an object of methods is followed into it. */
  readonly watch: <T extends object>(name: string, object: T) => T;
  readonly add: (name: string, seconds: number) => void;
  readonly seconds: () => Readonly<Record<string, number>>;
};

export function stopwatch(): Stopwatch {
  const spent = new Map<string, number>();
  const add = (name: string, seconds: number): void => {
    spent.set(name, (spent.get(name) ?? 0) + seconds);
  };
  const watch = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get: (target, key, receiver): unknown => {
        const value: unknown = Reflect.get(target, key, receiver);
        const place = `${name}.${String(key)}`;
        if (typeof value === 'object' && value !== null) return watch(place, value);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          const answer: unknown = Reflect.apply(value, target, given);
          if (!(answer instanceof Promise)) return answer;
          return timed(() => answer as Promise<unknown>).then(({ result, seconds }) => {
            add(place, seconds);
            return result;
          });
        };
      },
    });
  return { watch, add, seconds: () => Object.fromEntries([...spent].sort(([, a], [, b]) => b - a)) };
}
