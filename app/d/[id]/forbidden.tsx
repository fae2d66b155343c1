import { NoEntry } from './late-no-entry.tsx'

export const metadata = { title: 'No access' }

export default function Forbidden() {
  return <NoEntry />
}
