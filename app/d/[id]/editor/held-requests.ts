import type { Editor } from '@tiptap/core'
import { EDIT_EVENT, type EditRequest } from './blocks/node-editing.ts'
import { onPanelRequest, requestPanel } from './panel-requests.ts'
import type { Panel } from './shortcuts.ts'

/**
 * Keeps what is asked of the parts that come after the text until they are here. Returns what ends that, and if told
 * so asks them for the last of it.
 */
export function holdRequests(editor: Editor): (ask: boolean) => void {
  let held: (() => void) | null = null
  const { dom } = editor.view
  const { documentFiles } = editor.storage
  const onPanel = ({ panel }: { readonly panel: Panel }) => {
    held = () => editor.emit('openPanel', { panel })
  }
  const onField = (event: Event) => {
    const { detail } = event as CustomEvent<EditRequest>
    held = () => detail.dom.dispatchEvent(new CustomEvent(EDIT_EVENT, { bubbles: true, detail }))
  }
  const endPanelRequests = onPanelRequest((panel) => {
    held = () => requestPanel(panel)
  })
  const holdFiles = () => {
    held = () => documentFiles.showFiles()
  }
  documentFiles.showFiles = holdFiles
  editor.on('openPanel', onPanel)
  dom.addEventListener(EDIT_EVENT, onField)
  return (ask) => {
    endPanelRequests()
    editor.off('openPanel', onPanel)
    dom.removeEventListener(EDIT_EVENT, onField)
    if (ask) held?.()
    held = null
  }
}
