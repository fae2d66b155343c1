import Link from 'next/link'
import { Button } from './ui/button.tsx'
import { MessagePage } from './ui/message-page.tsx'

export const metadata = { title: 'Not here' }

export default function NotFound() {
  return (
    <MessagePage
      title="There is nothing at this address"
      code="404"
      actions={
        <Button asChild look="primary">
          <Link href="/">Go to your documents</Link>
        </Button>
      }
    >
      <p>The document was deleted, or the link is not complete.</p>
      <p>If somebody sent you the link, ask them for it again.</p>
    </MessagePage>
  )
}
