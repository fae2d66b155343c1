import Link from 'next/link'
import { SignInHere } from './sign-in-here.tsx'
import { Button } from './ui/button.tsx'
import { MessagePage } from './ui/message-page.tsx'

export const metadata = { title: 'No access' }

export default function Forbidden() {
  return (
    <MessagePage
      title="You do not have access to this page"
      code="403"
      actions={
        <>
          <SignInHere />
          <Button asChild>
            <Link href="/">Go to your documents</Link>
          </Button>
        </>
      }
    >
      <p>It is for somebody else. If it was shared with your account, sign in.</p>
    </MessagePage>
  )
}
