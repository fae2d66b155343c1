import { getTranslations } from '../../i18n/language.ts'
import { NoEntry } from './late-no-entry.tsx'

export const generateMetadata = async () => ({ title: (await getTranslations())('pages.forbidden.tab') })

export default function Forbidden() {
  return <NoEntry />
}
