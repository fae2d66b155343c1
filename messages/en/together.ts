/** The others in the document. */
export const together = {
  here: 'People here',
  everybody: 'Everybody here',
  countHere: '{count, plural, one {# person here} other {# people here}}',
  someone: 'Someone',
  you: 'you',
  nameAndYou: '{name} (you)',
  pressHint: 'click to go there, hold to follow',
  goTo: 'Go to {name}',
  follow: 'Follow {name}',
  following: 'Following {name}',
  stopFollowing: 'Stop',
  noCaret: '{name} has no caret in the text now.',
  joined:
    '{count, plural, =1 {{first} joined.} =2 {{first} and {second} joined.} other {{first} and {others, plural, one {# other} other {# others}} joined.}}',
  left: '{count, plural, =1 {{first} left.} =2 {{first} and {second} left.} other {{first} and {others, plural, one {# other} other {# others}} left.}}',
  bringEveryone: 'Bring everyone here',
  asked:
    '{count, plural, =0 {Nobody else is here who could be asked.} one {One person was asked to look here.} other {# people were asked to look here.}}',
  notAsked: 'There is no connection to the server now, so nobody was asked. Try again in a moment.',
  asksYou: '{name} asks you to look here.',
  go: 'Go',
  notNow: 'Not now',
  placeGone: 'The place is not in the text any more.',
} as const
