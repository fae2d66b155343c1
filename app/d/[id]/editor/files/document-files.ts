import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { NodeSelection, Plugin, PluginKey } from '@tiptap/pm/state'
import type { DocumentFile } from '../../../../../lib/api-schema.ts'
import type { DocumentConnection } from '../../../../../lib/document-connection.ts'
import { copyFiles, getFiles } from '../../../../api.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import { readSelection } from '../read-selection.ts'
import { Arrivals } from './arrivals.ts'
import { dataPictures } from './data-pictures.ts'
import { foreignFiles } from './pasted-files.ts'
import { sendFile } from './send-file.ts'
import { UploadCard } from './upload-card.ts'
import { addPlaces, placeFor, placesIn, putInPlace, removePlace, uploadPlaces } from './upload-places.ts'
import { type Upload, Uploads } from './uploads.ts'

/** Pictures that pages show. */
const SHOWN_TYPES = 'image/png,image/jpeg,image/gif,image/webp,image/avif'
const FILE_NODES: ReadonlySet<string> = new Set(['image', 'file'])
const FIRST_CONTROL = 'button:not([tabindex="-1"])'

export interface DocumentFilesOptions {
  readonly connection: DocumentConnection | null
  readonly onProblem: (words: string) => void
}

export interface DocumentFilesStorage {
  /** The document whose files the text shows. */
  readonly documentId: string
  /** Files that came into this document from elsewhere: what could not be shown before is tried again. */
  readonly arrivals: Arrivals
  add: (files: readonly File[], pos: number) => void
  /** Shows the files of the document, so that its person can make room. */
  showFiles: () => void
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentFiles: {
      /** Lets the person choose pictures, or any files, which then go where the caret is. */
      pickFiles: (kind: 'pictures' | 'any') => ReturnType
    }
  }
  interface Storage {
    documentFiles: DocumentFilesStorage
  }
}

/** Takes in what is pasted, dropped or chosen, sends it to the server, and puts it into the text when it is there. */
export const DocumentFiles = Extension.create<DocumentFilesOptions, DocumentFilesStorage>({
  name: 'documentFiles',
  // before what would paste the words that a picture comes with
  priority: 1_500,
  addOptions: () => ({ connection: null, onProblem: () => undefined }),
  addStorage() {
    const documentId = this.options.connection?.doc.guid ?? ''
    return { documentId, arrivals: new Arrivals(), add: () => undefined, showFiles: () => undefined }
  },

  addCommands() {
    return {
      pickFiles:
        (kind) =>
        ({ dispatch }) => {
          if (dispatch !== undefined) {
            choose(kind, (files) => this.storage.add(files, this.editor.state.selection.to))
          }
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return {
      // to what can be done with the picture or file that is selected
      Tab: ({ editor: { state, view } }) => {
        const { selection } = state
        if (!(selection instanceof NodeSelection) || !FILE_NODES.has(selection.node.type.name)) return false
        const dom = view.nodeDOM(selection.from)
        const first = dom instanceof HTMLElement ? dom.querySelector<HTMLElement>(FIRST_CONTROL) : null
        first?.focus()
        return first !== null
      },
    }
  },

  addProseMirrorPlugins() {
    const { connection, onProblem } = this.options
    const { editor, storage } = this
    if (connection === null) return []
    const { documentId } = storage
    const cards = new Map<number, UploadCard>()
    let limits: Promise<number | null> | null = null
    const uploads = new Uploads<File>({
      send: (file, onShare, signal) => sendFile(documentId, file, onShare, signal),
      mostOctets: () => {
        limits ??= getFiles(documentId).then((answer) => (answer.ok ? answer.data.limits.fileBytes : null))
        return limits
      },
      isConnected: () => navigator.onLine,
      onChange: (upload) => cards.get(upload.id)?.show(upload),
      onArrived: (upload, file) => {
        const node = nodeOf(editor, file)
        readSelection(editor.view)
        editor.view.dispatch(putInPlace(editor.state, upload.id, node))
        if (placesIn(editor.state).has(upload.id)) return pageWords()('files.upload.noRight')
        if (node.type.name === 'file' && file.type.startsWith('image/'))
          onProblem(pageWords()('files.upload.tooLargeToShow'))
        return null
      },
      onGone: (id) => {
        cards.delete(id)
        readSelection(editor.view)
        if (placesIn(editor.state).has(id)) editor.view.dispatch(removePlace(editor.state.tr, id))
      },
    })
    const takeIn = (files: readonly File[]): readonly number[] =>
      uploads.add(files).map((upload) => {
        cards.set(upload.id, cardOf(upload, uploads, storage))
        return upload.id
      })
    storage.add = (files, pos) => {
      if (files.length === 0 || !editor.isEditable) return
      const at = placeFor(editor.state.doc, pos)
      editor.view.dispatch(addPlaces(editor.state.tr, new Map(takeIn(files).map((id) => [id, at]))))
      uploads.start()
    }
    return [
      uploadPlaces((id) => cards.get(id)?.element ?? document.createElement('div')),
      dataPictures(
        () => pageWords()('files.picture.label'),
        (tr, files) => {
          const ids = takeIn(files.map(({ file }) => file))
          return addPlaces(tr, new Map(ids.map((id, index) => [id, files[index]?.at ?? 0])))
        },
        () => uploads.start(),
      ),
      new Plugin({
        key: new PluginKey('documentFiles'),
        props: {
          handlePaste: (view, event) => {
            const files = filesToAdd(event.clipboardData)
            if (files.length === 0 || !view.editable) return false
            storage.add(files, view.state.selection.to)
            return true
          },
          handleDrop: (view, event, _slice, moved) => {
            const files = moved ? [] : filesToAdd(event.dataTransfer)
            if (files.length === 0 || !view.editable) return false
            event.preventDefault()
            const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
            storage.add(files, pos ?? view.state.doc.content.size)
            return true
          },
          transformPastedHTML: (html) => {
            for (const [from, files] of foreignFiles(html, documentId, location.origin)) {
              void copyFiles(documentId, from, files).then((answer) => {
                if (answer.ok) storage.arrivals.notify()
                else onProblem(pageWords()('files.upload.leftBehind', { message: answer.message }))
              })
            }
            return html
          },
        },
        view: () => {
          const onLeave = (event: BeforeUnloadEvent) => {
            if (uploads.count > 0) event.preventDefault()
          }
          window.addEventListener('beforeunload', onLeave)
          window.addEventListener('online', storage.arrivals.notify)
          window.addEventListener('dragover', keepPage)
          window.addEventListener('drop', keepPage)
          return {
            destroy: () => {
              window.removeEventListener('beforeunload', onLeave)
              window.removeEventListener('online', storage.arrivals.notify)
              window.removeEventListener('dragover', keepPage)
              window.removeEventListener('drop', keepPage)
            },
          }
        },
      }),
    ]
  },
})

function cardOf(upload: Upload<File>, uploads: Uploads<File>, storage: DocumentFilesStorage): UploadCard {
  const card = new UploadCard(upload, {
    retry: (id) => uploads.retry(id),
    drop: (id) => uploads.drop(id),
    makeRoom: () => storage.showFiles(),
  })
  card.show(upload)
  return card
}

/** A file that is dropped beside the text would be opened in place of the page. */
function keepPage(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
}

/** A picture when pages show it, else an attachment. */
function nodeOf({ schema }: Editor, { id, name, size, pixels }: DocumentFile): Node {
  const kind = pixels === null ? schema.nodes.file : schema.nodes.image
  if (kind === undefined) throw new Error('the schema has no node for a file')
  return kind.create(
    pixels === null
      ? { file: id, name, size }
      : { file: id, pixelWidth: pixels.width, pixelHeight: pixels.height },
  )
}

/** Files of a paste or drop. Programs send a picture of what they copy along with it: then the words are meant. */
function filesToAdd(data: DataTransfer | null): readonly File[] {
  const files = [...(data?.files ?? [])]
  const html = data?.getData('text/html') ?? ''
  if (files.length === 0 || html === '') return files
  const hasWords = /\S/.test(new DOMParser().parseFromString(html, 'text/html').body.textContent)
  return hasWords ? [] : files
}

/** Opens the browser's dialog. It must be in the page for some browsers to tell what was chosen. */
function choose(kind: 'pictures' | 'any', onChosen: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.hidden = true
  if (kind === 'pictures') input.accept = SHOWN_TYPES
  input.addEventListener('change', () => {
    onChosen([...(input.files ?? [])])
    input.remove()
  })
  input.addEventListener('cancel', () => input.remove())
  document.body.append(input)
  input.click()
}
