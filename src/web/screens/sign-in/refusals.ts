/** Why OpenID Connect signed nobody in, and what to do. */
const REFUSALS: Readonly<Record<string, string>> = {
  'openid-unreachable': 'It cannot be reached just now. Try again later, or sign in with your password.',
  'openid-unknown': 'Nobody here has that e-mail address. Ask an admin to add you.',
  'openid-unverified':
    'It does not say that your e-mail address is verified. Verify it there, or sign in with your password.',
  'openid-disabled': 'Your user is disabled. Ask an admin.',
  'openid-denied': 'You were not let in there.',
  'openid-failed': 'It did not work. Try again, or sign in with your password.',
};

export function refusalText(code: string | undefined, name: string): string | null {
  if (code === undefined) return null;
  return `Sign-in with ${name}: ${REFUSALS[code] ?? REFUSALS['openid-failed']}`;
}
