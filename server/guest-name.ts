const MOODS = ['Calm', 'Bright', 'Quiet', 'Swift', 'Kind', 'Bold', 'Gentle', 'Merry', 'Patient', 'Curious']
const BIRDS = ['Heron', 'Wren', 'Robin', 'Falcon', 'Swallow', 'Finch', 'Plover', 'Osprey', 'Lark', 'Kestrel']

/** A friendly name for a guest. `random` is from 0 to below 1. */
export function guestName(random: () => number): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? ''
  return `${pick(MOODS)} ${pick(BIRDS)}`
}
