import { useTranslations } from 'use-intl'
import { Field } from '../ui/field.tsx'

const LEAST = 8
const MOST = 256

/** Where a password is chosen. */
export function NewPasswordField({ label, name }: { label: string; name: string }) {
  const t = useTranslations()
  return (
    <Field
      label={label}
      hint={t('account.passwordHint', { least: String(LEAST) })}
      name={name}
      type="password"
      autoComplete="new-password"
      minLength={LEAST}
      maxLength={MOST}
      required
    />
  )
}
