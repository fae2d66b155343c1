import { common } from './common.ts'
import { failed } from './failed.ts'
import { home } from './home.ts'
import { pages } from './pages.ts'

export const de = {
  common,
  failed,
  home,
  pages,
}
