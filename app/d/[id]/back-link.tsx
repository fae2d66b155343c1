'use client'

import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'

/** Leads home. Asks first when changes would stay behind on this device. */
export function BackLink({ mustAsk }: { mustAsk: () => boolean }) {
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Tooltip words="Your documents">
        <Button asChild look="quiet" size="icon">
          <Link
            href="/"
            aria-label="Back to your documents"
            onNavigate={(event) => {
              if (!mustAsk()) return
              event.preventDefault()
              setAsking(true)
            }}
          >
            <ChevronLeft aria-hidden className="size-5" />
          </Link>
        </Button>
      </Tooltip>
      <Confirm
        open={asking}
        title="Leave before everything is saved?"
        words="Some of your changes are not on the server yet. They stay on this device and are sent when you open this document here again."
        action="Leave"
        look="primary"
        cancel="Stay"
        onConfirm={() => router.push('/')}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
