'use client'

import { Check } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { PRESENCE_COLORS } from '../../../lib/presence-color.ts'
import { saveProfile } from '../../account-api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { COLOR_NAMES, type PresenceColor, presenceColorOf } from './color-names.ts'

type State = { readonly kind: 'idle' | 'busy' | 'saved' } | { readonly kind: 'refused'; words: string }

/** Name and colour, with what others see of them. */
export function ProfileForm({ name: initialName, color: initialColor }: { name: string; color: string }) {
  const t = useTranslations()
  const router = useRouter()
  const [name, setName] = useState(initialName)
  const [color, setColor] = useState(() => presenceColorOf(initialColor))
  const [state, setState] = useState<State>({ kind: 'idle' })
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setState({ kind: 'busy' })
    const result = await saveProfile({ name: name.trim(), color })
    if (result.ok) router.refresh()
    setState(result.ok ? { kind: 'saved' } : { kind: 'refused', words: result.message })
  }
  const touched = () => setState({ kind: 'idle' })
  return (
    <form onSubmit={submit} className="space-y-6">
      <Field
        label={t('account.name')}
        value={name}
        onChange={(event) => {
          setName(event.target.value)
          touched()
        }}
        autoComplete="name"
        required
        pattern=".*\S.*"
        title={t('account.profile.nameLength')}
        maxLength={80}
        className="max-w-sm"
      />
      <fieldset>
        <legend className="font-medium">{t('account.profile.color')}</legend>
        <div className="mt-2 grid max-w-lg grid-cols-2 gap-2 sm:grid-cols-4">
          {PRESENCE_COLORS.map((choice) => (
            <Swatch
              key={choice}
              color={choice}
              checked={choice === color}
              onChoose={() => {
                setColor(choice)
                touched()
              }}
            />
          ))}
        </div>
      </fieldset>
      <Preview name={name.trim()} color={color} />
      <Problem words={state.kind === 'refused' ? state.words : null} />
      <div className="flex items-center gap-3">
        <Button look="primary" type="submit" disabled={state.kind === 'busy'}>
          {state.kind === 'busy' ? t('account.profile.saving') : t('account.profile.save')}
        </Button>
        <span role="status" className="flex items-center gap-1.5 text-[13px] text-ink-soft">
          {state.kind === 'saved' ? (
            <>
              <Check aria-hidden className="size-4 text-success" />
              {t('account.profile.saved')}
            </>
          ) : null}
        </span>
      </div>
    </form>
  )
}

function Swatch({
  color,
  checked,
  onChoose,
}: {
  color: PresenceColor
  checked: boolean
  onChoose: () => void
}) {
  const t = useTranslations()
  return (
    <label className="flex h-10 cursor-pointer items-center gap-2.5 rounded-card border border-line px-2.5 hover:bg-hover has-checked:border-ink has-checked:bg-panel has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
      <input
        type="radio"
        name="color"
        value={color}
        checked={checked}
        onChange={onChoose}
        className="sr-only"
      />
      <span
        aria-hidden
        style={{ backgroundColor: color }}
        className="flex size-5 items-center justify-center rounded-full text-white"
      >
        {checked ? <Check className="size-3.5" /> : null}
      </span>
      <span className={checked ? 'font-medium' : ''}>{t(`account.colors.${COLOR_NAMES[color]}`)}</span>
    </label>
  )
}

/** A line of text with the caret as others see it. */
function Preview({ name, color }: { name: string; color: PresenceColor }) {
  const t = useTranslations()
  const caret = () => (
    <span
      className="relative mx-px inline-block h-[1.2em] w-0.5 align-text-bottom"
      style={{ backgroundColor: color }}
    >
      <span
        className="absolute bottom-full start-0 max-w-48 truncate whitespace-nowrap rounded-md rounded-es-none px-1.5 py-0.5 font-medium text-white text-xs"
        style={{ backgroundColor: color }}
      >
        {name || t('account.profile.yourName')}
      </span>
    </span>
  )
  return (
    <div aria-hidden className="max-w-lg rounded-card bg-panel px-4 pt-8 pb-4 text-[17px]">
      {t.rich('account.profile.preview', { caret })}
    </div>
  )
}
