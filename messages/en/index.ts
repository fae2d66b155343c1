import { account } from './account.ts'
import { audit } from './audit.ts'
import { common } from './common.ts'
import { failed } from './failed.ts'
import { home } from './home.ts'
import { letters } from './letters.ts'
import { notices } from './notices.ts'
import { pages } from './pages.ts'
import { refusals } from './refusals.ts'
import { requests } from './requests.ts'
import { share } from './share.ts'

export const en = {
  account,
  audit,
  common,
  failed,
  home,
  letters,
  notices,
  pages,
  refusals,
  requests,
  share,
} as const
