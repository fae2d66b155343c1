/** The answer to who asked everybody to come. */
export function askedWords(people: number): string {
  if (people === 0) return 'Nobody else is here who could be asked.'
  return people === 1 ? 'One person was asked to look here.' : `${people} people were asked to look here.`
}

export const noCaretWords = (name: string): string => `${name} has no caret in the text now.`

/** What a click on a person does, beside the name. */
export const personHint = (isSelf: boolean): string => (isSelf ? 'you' : 'click to go there, hold to follow')
