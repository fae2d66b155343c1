'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { formulaSource, MAX_FORMULA_LENGTH } from '../../../../../lib/block-values.ts'
import { Button } from '../../../../ui/button.tsx'
import { FIELD_LOOK } from './field-look.ts'
import { isKatexHere, setFormula, whenKatexIsHere } from './formula-renderer.ts'
import type { FieldProps } from './node-field.tsx'

const EXAMPLE = 'E = mc^2'

/** The source of a formula, with what becomes of it. Enter is done, Shift and Enter begins a line. */
export function FormulaField({ value, onDone, onRemove, onDraft }: FieldProps) {
  const t = useTranslations()
  const [source, setSource] = useState(formulaSource(value))
  const [problem, setProblem] = useState<string | null>(null)
  const preview = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const show = () => {
      if (preview.current !== null && source.trim() !== '')
        setProblem(setFormula(preview.current, source, true))
    }
    if (!isKatexHere()) return whenKatexIsHere(show)
    show()
    return
  }, [source])

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    onDone(source.trim())
  }

  return (
    <div>
      <textarea
        value={source}
        rows={Math.min(6, source.split('\n').length + 1)}
        maxLength={MAX_FORMULA_LENGTH}
        aria-label={t('blocks.formula.source')}
        aria-invalid={problem !== null}
        placeholder={EXAMPLE}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        onKeyDown={onKey}
        onChange={(event) => {
          setSource(event.target.value)
          onDraft(event.target.value.trim())
        }}
        className={`${FIELD_LOOK} resize-none font-mono`}
      />
      <div
        ref={preview}
        aria-hidden
        className={source.trim() === '' || problem !== null ? 'hidden' : 'overflow-x-auto py-1'}
      />
      {problem === null || source.trim() === '' ? null : (
        <p role="status" className="mt-2 break-words text-ink-soft">
          {problem}
        </p>
      )}
      <div className="mt-2 flex gap-1">
        <Button look="primary" onClick={() => onDone(source.trim())}>
          {t('editor.done')}
        </Button>
        <Button look="quiet" onClick={onRemove}>
          {t('editor.remove')}
        </Button>
      </div>
    </div>
  )
}
