import { useRef } from 'react';
import { newKey } from './call.ts';
import { Refused } from './problem.ts';

/** From here on an answer may come from something that stands before the service: what was asked may have happened. */
const UNSURE = 500;

/** Sends a wish under a key of its own: one whose answer never came keeps it when it is sent once more, and happens once. */
export function useWish() {
  const unanswered = useRef<{ readonly text: string; readonly key: string } | null>(null);
  return async <Answer>(wish: unknown, send: (key: string) => Promise<Answer>): Promise<Answer> => {
    const text = JSON.stringify(wish);
    const key = unanswered.current?.text === text ? unanswered.current.key : newKey();
    unanswered.current = { text, key };
    try {
      const answer = await send(key);
      unanswered.current = null;
      return answer;
    } catch (error) {
      if (error instanceof Refused && error.status < UNSURE) unanswered.current = null;
      throw error;
    }
  };
}

/** How one choice of files is told from another. */
export function filesText(files: readonly File[]): readonly string[] {
  return files.map(({ name, size, lastModified }) => `${name} ${size} ${lastModified}`);
}
