import { account } from './account.ts'
import { audit } from './audit.ts'
import { blocks } from './blocks.ts'
import { common } from './common.ts'
import { editor } from './editor.ts'
import { failed } from './failed.ts'
import { files } from './files.ts'
import { find } from './find.ts'
import { home } from './home.ts'
import { letters } from './letters.ts'
import { notices } from './notices.ts'
import { pages } from './pages.ts'
import { refusals } from './refusals.ts'
import { requests } from './requests.ts'
import { share } from './share.ts'
import { shortcuts } from './shortcuts.ts'
import { tables } from './tables.ts'

export const en = {
  account,
  audit,
  blocks,
  common,
  editor,
  failed,
  files,
  find,
  home,
  letters,
  notices,
  pages,
  refusals,
  requests,
  share,
  shortcuts,
  tables,
} as const
