import { Extension } from '@tiptap/core'
import { Fragment, type Slice } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { DocumentConnection } from '../../../../lib/document-connection.ts'
import { pageLanguage, pageWords } from '../../../i18n/page-words.ts'
import type { Remedy, TellProblem } from '../remedy.ts'
import { insertedOctets, pasteRefusal } from './paste-size.ts'

export interface PasteGuardOptions {
  readonly connection: DocumentConnection | null
  readonly onProblem: TellProblem
}

/** Before a connection has said its limits: the server's defaults. */
const DEFAULT_LIMITS = { messageBytes: 4 * 1_048_576, documentBytes: 10 * 1_048_576 } as const

/**
 * Refuses what the server would refuse, before it is in the document: once it is there it would stop the
 * connection, and everything typed after it would wait behind it.
 */
export const PasteGuard = Extension.create<PasteGuardOptions>({
  name: 'pasteGuard',
  priority: 2_000,
  addOptions: () => ({ connection: null, onProblem: () => undefined }),
  addProseMirrorPlugins() {
    const { connection, onProblem } = this.options
    const { editor } = this
    /** What was refused as text can be a file: these are not part of the document's size. */
    const attach = (text: string): Remedy | undefined => {
      const files = editor.storage.documentFiles
      if (text === '' || files === undefined) return undefined
      const t = pageWords()
      return {
        label: t('editor.paste.attach'),
        run: () => {
          const file = new File([text], `${t('editor.paste.fileName')}.txt`, { type: 'text/plain' })
          files.add([file], editor.state.selection.to)
        },
      }
    }
    const refuses = (octets: number, data: DataTransfer | null): boolean => {
      const { limits, size = 0, unsavedOctets = 0 } = connection?.getSnapshot() ?? {}
      const refusal = pasteRefusal(pageWords(), pageLanguage(), octets, {
        ...(limits ?? DEFAULT_LIMITS),
        size,
        unsavedOctets,
      })
      if (refusal === null) return false
      onProblem(refusal.words, refusal.isForNow ? undefined : attach(data?.getData('text/plain') ?? ''))
      return true
    }
    return [
      new Plugin({
        key: new PluginKey('pasteGuard'),
        props: {
          handleDOMEvents: {
            // Plain length first: taking apart what cannot fit would itself hold up the tab.
            paste: (_view, event) => {
              const length = event.clipboardData?.getData('text/plain').length ?? 0
              if (!refuses(length, event.clipboardData)) return false
              event.preventDefault()
              return true
            },
          },
          handlePaste: (_view, { clipboardData }, slice) =>
            refuses(insertedOctets(slice.content), clipboardData),
          handleDrop: (_view, { dataTransfer }, slice: Slice | undefined, moved) =>
            !moved && refuses(insertedOctets(slice?.content ?? Fragment.empty), dataTransfer),
        },
      }),
    ]
  },
})
