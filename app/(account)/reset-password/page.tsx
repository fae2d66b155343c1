import type { Metadata } from 'next'
import { AccountPage } from '../account-page.tsx'
import { ResetPasswordForm } from './reset-password-form.tsx'

export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' }

export default function ResetPasswordPage() {
  return (
    <AccountPage
      title="Your new password"
      words="It takes the place of the old one. Everywhere you are signed in now, you will be signed out."
    >
      <ResetPasswordForm />
    </AccountPage>
  )
}
