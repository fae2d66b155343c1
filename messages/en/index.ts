import { account } from './account.ts'
import { audit } from './audit.ts'
import { common } from './common.ts'
import { failed } from './failed.ts'
import { home } from './home.ts'
import { pages } from './pages.ts'
import { requests } from './requests.ts'
import { share } from './share.ts'

export const en = {
  account,
  audit,
  common,
  failed,
  home,
  pages,
  requests,
  share,
} as const
