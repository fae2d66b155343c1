import { safeName } from '../../../lib/presence.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBar } from './notice-bar.tsx'

export interface GatheringNoticeProps {
  readonly by: string
  readonly onGo: () => void
  readonly onNotNow: () => void
}

/** Somebody asks everybody to look at a place. Nobody is taken there without a click. */
export const GatheringNotice = ({ by, onGo, onNotNow }: GatheringNoticeProps) => (
  <NoticeBar
    tone="info"
    actions={
      <>
        <Button look="primary" onClick={onGo}>
          Go
        </Button>
        <Button look="quiet" onClick={onNotNow}>
          Not now
        </Button>
      </>
    }
  >
    {safeName(by)} asks you to look here.
  </NoticeBar>
)
