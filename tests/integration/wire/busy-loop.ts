import { isMainThread } from 'node:worker_threads'

/** Loaded into a server before it starts: each SIGUSR2 makes every turn of its event loop last the next of these, in ms. */
const TURNS_MS = [0, 650, 1_300]
let level = 0

function turn(): void {
  const ms = TURNS_MS[level % TURNS_MS.length] ?? 0
  if (ms === 0) return
  const end = performance.now() + ms
  while (performance.now() < end);
  setImmediate(turn)
}

if (isMainThread) {
  process.on('SIGUSR2', () => {
    const idle = level % TURNS_MS.length === 0
    level++
    if (idle) turn()
  })
}
