'use client'

import { useTranslations } from 'use-intl'
import { Dialog } from '../../../ui/dialog.tsx'
import { BLOCK_ACTIONS } from './block-actions.ts'
import { keyCaps } from './shortcut-keys.ts'
import { SHORTCUT_GROUPS, SHORTCUTS } from './shortcuts.ts'

const TYPED = BLOCK_ACTIONS.flatMap(({ name, typed }) => (typed === undefined ? [] : [{ name, typed }]))

const Key = ({ children }: { children: string }) => (
  <kbd className="min-w-6 rounded-md border border-line border-b-2 bg-panel px-1.5 py-0.5 text-center font-sans text-ink-soft text-xs">
    {children}
  </kbd>
)

/** Every key of the editor, as they are called on this person's keyboard, and what a line can begin with. */
export function ShortcutSheet({ canEdit, onClose }: { canEdit: boolean; onClose: () => void }) {
  const t = useTranslations()
  const groups = SHORTCUT_GROUPS.map((group) => ({
    group,
    shortcuts: SHORTCUTS.filter((each) => each.group === group && (canEdit || each.forReaders === true)),
  })).filter(({ shortcuts }) => shortcuts.length > 0)
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('shortcuts.title')}
      className={canEdit ? 'sm:w-[46rem]' : 'sm:w-[27rem]'}
    >
      <section
        aria-label={t('shortcuts.all')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls needs a stop for the keys that scroll.
        tabIndex={0}
        className={canEdit ? 'gap-8 sm:columns-2' : undefined}
      >
        {groups.map(({ group, shortcuts }) => (
          <section key={group} className="mb-6 break-inside-avoid">
            <h3 className="mb-1.5 font-medium text-[13px] text-ink-faint">
              {t(`shortcuts.groups.${group}`)}
            </h3>
            <dl className="text-[13px]">
              {shortcuts.map(({ name, keys }) => (
                <div
                  key={name}
                  className="grid grid-cols-[auto_1fr] items-center gap-4 border-line border-b py-1"
                >
                  <dt>{t(`editor.actions.${name}`)}</dt>
                  <dd dir="ltr" className="flex flex-wrap items-center justify-end gap-1 rtl:justify-start">
                    {keys.map((each, index) => (
                      <span key={each} className="flex items-center gap-1">
                        {index === 0 ? null : (
                          <span className="px-0.5 text-ink-faint">{t('shortcuts.or')}</span>
                        )}
                        {keyCaps(t, each).map((cap) => (
                          <Key key={cap}>{cap}</Key>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {canEdit ? (
          <section className="break-inside-avoid">
            <h3 className="mb-1.5 font-medium text-[13px] text-ink-faint">{t('shortcuts.typed')}</h3>
            <dl className="text-[13px]">
              <div className="flex items-center justify-between gap-4 border-line border-b py-1">
                <dt>{t('shortcuts.allBlocks')}</dt>
                <dd>
                  <Key>{'/'}</Key>
                </dd>
              </div>
              {TYPED.map(({ name, typed }) => (
                <div key={name} className="flex items-center justify-between gap-4 border-line border-b py-1">
                  <dt>{t(`editor.actions.${name}`)}</dt>
                  <dd>
                    <Key>{typed}</Key>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ) : null}
      </section>
    </Dialog>
  )
}
