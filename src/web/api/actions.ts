import type { ActionView } from '../../contract/primitives.ts';

/** Why an action is off now; null: it is allowed. The service decides, the console only shows. */
export function whyNot(actions: readonly ActionView[] | undefined, name: string): string | null {
  const action = actions?.find((one) => one.name === name);
  if (action === undefined) return 'This is not yours to do.';
  return action.allowed ? null : (action.because ?? 'Not possible now.');
}

export function offered(actions: readonly ActionView[] | undefined, name: string): boolean {
  return actions?.some((one) => one.name === name) ?? false;
}
