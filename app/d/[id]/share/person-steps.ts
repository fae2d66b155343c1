/** What can be done with a person and is asked about first. */
export type StepKind = 'transfer' | 'remove' | 'ban'

export interface Step {
  readonly kind: StepKind
  readonly person: { readonly id: string; readonly name: string }
}

export interface StepWords {
  readonly title: string
  readonly words: string
  readonly action: string
  readonly look: 'danger' | 'primary'
}

/** The question before a step. `linkIsOn` says whether people get in without a role. */
export function stepWords({ kind, person: { name } }: Step, linkIsOn: boolean): StepWords {
  switch (kind) {
    case 'transfer':
      return {
        title: `Make ${name} the owner?`,
        words: `${name} will decide who may open this document, and may delete it. You stay as somebody who can edit.`,
        action: 'Hand over',
        look: 'primary',
      }
    case 'remove':
      return {
        title: `Remove ${name}?`,
        words: `${name} is told at once. What they wrote stays in the document.${
          linkIsOn ? ' The link still lets them in: turn it off, or ban them, to prevent that.' : ''
        }`,
        action: 'Remove',
        look: 'danger',
      }
    case 'ban':
      return {
        title: `Ban ${name}?`,
        words: `${name} is sent out at once and cannot come back, not by the link either, until you let them in again. What they wrote stays in the document.`,
        action: 'Ban',
        look: 'danger',
      }
  }
}
