import { PluginKey } from '@tiptap/pm/state'

/**
 * Marks what the binding does: its plugin, its transactions in the editor, its transactions in the document. It has the
 * name that y-prosemirror gives it, which plugins of others look for.
 */
export const SYNC_KEY = new PluginKey('y-sync')
