import { execFileSync } from 'node:child_process'
import { isBuilt, noteBuilt, sourceHash } from './build-state.ts'
import { compressFiles } from './compress-files.ts'

/** Builds the pages unless they were built from the sources as they are. @throws Error when that fails. */
export function buildIfNeeded(): void {
  const hash = sourceHash()
  if (isBuilt(hash)) return
  console.log('Building the pages. This is done once, and again after an update.')
  execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  compressFiles('.next/static')
  noteBuilt(hash)
}

if (import.meta.main) buildIfNeeded()
