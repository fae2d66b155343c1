import type { Translator } from '../../../../lib/i18n/translator.ts'
import { isolated } from '../../../../lib/isolated.ts'

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
export function stepWords(t: Translator, { kind, person }: Step, linkIsOn: boolean): StepWords {
  const name = isolated(person.name)
  switch (kind) {
    case 'transfer':
      return {
        title: t('share.steps.transferTitle', { name }),
        words: t('share.steps.transferWords', { name }),
        action: t('share.steps.transferAction'),
        look: 'primary',
      }
    case 'remove':
      return {
        title: t('share.steps.removeTitle', { name }),
        words: t('share.steps.removeWords', { name, link: linkIsOn ? 'on' : 'off' }),
        action: t('share.steps.removeAction'),
        look: 'danger',
      }
    case 'ban':
      return {
        title: t('share.steps.banTitle', { name }),
        words: t('share.steps.banWords', { name }),
        action: t('share.steps.banAction'),
        look: 'danger',
      }
  }
}
