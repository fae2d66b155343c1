import { sizeWords } from '../../../../../lib/file-names.ts'
import { isolated } from '../../../../../lib/isolated.ts'
import { pageLanguage, pageWords } from '../../../../i18n/page-words.ts'
import type { Sendable, Upload } from './uploads.ts'

export interface UploadCardActions {
  readonly retry: (id: number) => void
  readonly drop: (id: number) => void
  readonly makeRoom: () => void
}

/** How a file on its way looks where it will be. `show` brings it up to date. */
export class UploadCard {
  readonly element = document.createElement('div')
  readonly #words = document.createElement('span')
  readonly #bar = document.createElement('progress')
  readonly #again: HTMLButtonElement
  readonly #drop: HTMLButtonElement
  readonly #room: HTMLButtonElement

  constructor({ id, file }: Upload<Sendable>, { retry, drop, makeRoom }: UploadCardActions) {
    const t = pageWords()
    const name = document.createElement('bdi')
    name.className = 'upload-name'
    name.textContent = file.name
    this.#words.className = 'upload-words'
    this.#words.setAttribute('role', 'status')
    this.#bar.max = 100
    this.#bar.setAttribute('aria-label', t('files.upload.progress', { name: isolated(file.name) }))
    this.#again = button(t('common.tryAgain'), () => retry(id))
    this.#drop = button(t('common.cancel'), () => drop(id))
    this.#room = button(t('files.upload.makeRoom'), makeRoom)
    const text = document.createElement('div')
    text.className = 'upload-text'
    text.append(name, this.#words, this.#bar)
    this.element.className = 'upload'
    this.element.contentEditable = 'false'
    this.element.dataset.testid = 'upload'
    this.element.append(text, this.#room, this.#again, this.#drop)
  }

  show({ file, state }: Upload<Sendable>): void {
    const t = pageWords()
    const { name } = file
    const failed = state.kind === 'failed'
    this.element.classList.toggle('has-failed', failed)
    this.#room.hidden = !failed || !state.isFull
    this.#again.hidden = !failed || !state.canRetry
    this.#drop.textContent = failed ? t('editor.remove') : t('common.cancel')
    this.#drop.setAttribute(
      'aria-label',
      failed
        ? t('files.remove', { name: isolated(name) })
        : t('files.upload.cancel', { name: isolated(name) }),
    )
    this.#bar.hidden = failed
    // words that change ten times a second would be read out ten times
    this.#words.textContent = failed
      ? state.words
      : t('files.upload.sending', { size: sizeWords(file.size, pageLanguage()) })
    this.#bar.value = state.kind === 'sending' ? Math.round(state.share * 100) : 0
  }
}

function button(label: string, run: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'upload-button'
  element.textContent = label
  element.addEventListener('click', run)
  return element
}
