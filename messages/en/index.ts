import { account } from './account.ts'
import { admin } from './admin.ts'
import { audit } from './audit.ts'
import { blocks } from './blocks.ts'
import { chat } from './chat.ts'
import { comments } from './comments.ts'
import { common } from './common.ts'
import { editor } from './editor.ts'
import { entry } from './entry.ts'
import { failed } from './failed.ts'
import { files } from './files.ts'
import { find } from './find.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import { letters } from './letters.ts'
import { mentions } from './mentions.ts'
import { notices } from './notices.ts'
import { page } from './page.ts'
import { pages } from './pages.ts'
import { refusals } from './refusals.ts'
import { requests } from './requests.ts'
import { share } from './share.ts'
import { shortcuts } from './shortcuts.ts'
import { size } from './size.ts'
import { status } from './status.ts'
import { stopped } from './stopped.ts'
import { tables } from './tables.ts'
import { talk } from './talk.ts'
import { together } from './together.ts'

export const en = {
  account,
  admin,
  audit,
  blocks,
  chat,
  comments,
  common,
  editor,
  entry,
  failed,
  files,
  find,
  home,
  inbox,
  letters,
  mentions,
  notices,
  page,
  pages,
  refusals,
  requests,
  share,
  shortcuts,
  size,
  status,
  stopped,
  tables,
  talk,
  together,
} as const
