import type { Panel } from './shortcuts.ts'

const listeners = new Set<(panel: Panel) => void>()

/** Asks the editor that is open on this page for a panel, from outside of it. */
export function requestPanel(panel: Panel): void {
  for (const listen of listeners) listen(panel)
}

/** Calls back for each request; returns what ends that. */
export function onPanelRequest(listen: (panel: Panel) => void): () => void {
  listeners.add(listen)
  return () => {
    listeners.delete(listen)
  }
}
