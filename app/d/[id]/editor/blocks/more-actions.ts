import type { BlockAction } from '../block-actions.ts'
import { MENTION_ACTIONS } from '../mentions/mention-menu.ts'
import { CALLOUT_ACTIONS } from './callout.ts'
import { DATE_ACTION } from './date.ts'
import { EMBED_ACTION } from './embed.ts'
import { FOOTNOTE_ACTION } from './footnote.ts'
import { MATH_ACTIONS } from './math.ts'
import { CONTENTS_ACTION } from './table-of-contents.ts'
import { TASK_ACTION } from './task-list.ts'
import { TOGGLE_ACTION } from './toggle.ts'

/** What the menus offer of the kinds in this folder. */
export const MORE_ACTIONS: readonly BlockAction[] = [
  TASK_ACTION,
  TOGGLE_ACTION,
  ...CALLOUT_ACTIONS,
  ...MATH_ACTIONS,
  CONTENTS_ACTION,
  EMBED_ACTION,
  ...MENTION_ACTIONS,
  DATE_ACTION,
  FOOTNOTE_ACTION,
]
