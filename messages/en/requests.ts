/** What a page says when the server did not do what a person asked for. */
export const requests = {
  unreachable: 'The server cannot be reached. Nothing was changed; check your connection and try again.',
  tooOften: 'That was too often in a short time. Wait a moment and try again.',
  tooOftenFor: 'That was too often in a short time. Try again in {seconds} s.',
  refused: 'The server could not do this. Nothing was changed; try again in a moment.',
  contract: 'The server gave an answer that this page does not understand. Load the page again.',
  origin:
    'The server does not know this address as its own, so nothing was changed. Open it at the address that it is set up for; whoever looks after the server sets PUBLIC_URL to the address that people use.',
  credentials: 'This address and this password do not belong together. Check both.',
  email: 'This is not an e-mail address. Check it.',
  userExists: 'There is an account with this address already. Sign in instead.',
  password: 'That is not your current password. Nothing was changed.',
  token: 'This link was used already, or is older than an hour. Ask for a new one.',
  passwordShort: 'The password is too short. It needs at least 8 characters.',
  passwordLong: 'The password is too long. It can have 256 characters.',
  noPassword:
    'This account has no password yet. Choose one with “Forgot your password?” on the sign-in page.',
} as const
