export const letters = {
  reset: {
    subject: 'Choose a new password for Scriptorium',
    who: 'Somebody, probably you, asked for a new password for the account with this address.',
    link: 'Choose it here within an hour: {address}',
    otherwise: 'If it was not you, do nothing: your password stays as it is.',
  },
  verification: {
    subject: 'Confirm your address for Scriptorium',
    who: 'Somebody, probably you, made an account with this address.',
    link: 'Confirm that it is yours: {address}',
    after: 'Documents that were shared with this address are yours from then on.',
  },
} as const
