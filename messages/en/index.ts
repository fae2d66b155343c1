import { common } from './common.ts'
import { failed } from './failed.ts'
import { home } from './home.ts'
import { pages } from './pages.ts'

export const en = {
  common,
  failed,
  home,
  pages,
} as const
