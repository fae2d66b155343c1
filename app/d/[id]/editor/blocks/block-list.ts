import type { Extensions } from '@tiptap/core'
import { BlockControls } from './block-controls.ts'
import { BlockKeys } from './block-keys.ts'
import { Callout } from './callout.ts'
import { CodeBlock } from './code-block.ts'
import { Highlight, TextColor } from './colors.ts'
import { DateNode } from './date.ts'
import { Embed } from './embed.ts'
import { Emoji } from './emoji.ts'
import { Footnote } from './footnote.ts'
import { BlockMath, InlineMath } from './math.ts'
import { TableOfContents } from './table-of-contents.ts'
import { TASK_EXTENSIONS } from './task-list.ts'
import { Toggle } from './toggle.ts'

/** Kinds of block and mark beyond those of the starter kit. */
export const BLOCK_EXTENSIONS: Extensions = [
  ...TASK_EXTENSIONS,
  Callout,
  Toggle,
  CodeBlock,
  InlineMath,
  BlockMath,
  Highlight,
  TextColor,
  TableOfContents,
  Footnote,
  DateNode,
  Embed,
  Emoji,
  BlockKeys,
  BlockControls,
]
