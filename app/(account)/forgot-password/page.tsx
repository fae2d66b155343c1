import { AccountPage } from '../account-page.tsx'
import { ForgotPasswordForm } from './forgot-password-form.tsx'

export const metadata = { title: 'Choose a new password' }

export default function ForgotPasswordPage() {
  return (
    <AccountPage
      title="Choose a new password"
      words="Give the address of your account. A letter with a link to choose a new password goes there."
    >
      <ForgotPasswordForm />
    </AccountPage>
  )
}
