import type { Translator } from '../../../../../lib/i18n/translator.ts'
import type { NotDone } from './comments-session.ts'

const KNOWN = {
  role: 'comments.notDone.role',
  gone: 'comments.notDone.gone',
  'not-yours': 'comments.notDone.notYours',
  full: 'comments.notDone.full',
  decided: 'comments.notDone.decided',
  unknown: 'comments.notDone.unknown',
} as const

/** Why something was not done, as a sentence. */
export const notDoneWords = (t: Translator, why: NotDone): string =>
  t(why in KNOWN ? KNOWN[why as keyof typeof KNOWN] : 'comments.notDone.other')
