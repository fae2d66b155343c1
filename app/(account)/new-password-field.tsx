import { Field } from '../ui/field.tsx'

const LEAST = 8
const MOST = 256

/** Where a password is chosen. */
export const NewPasswordField = ({ label, name }: { label: string; name: string }) => (
  <Field
    label={label}
    hint={`At least ${LEAST} characters`}
    name={name}
    type="password"
    autoComplete="new-password"
    minLength={LEAST}
    maxLength={MOST}
    required
  />
)
