import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Mounts a disk in memory; permissions alone would not stop root. Returns what unmounts it. */
export function mountDisk(path: string, options: string): () => void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'pipe' })
  return () => execFileSync('umount', [path])
}

/** Gives a disk of {@link mountDisk} another size. */
export function resizeDisk(path: string, size: string): void {
  execFileSync('mount', ['-o', `remount,size=${size}`, path], { stdio: 'pipe' })
}

/** Whether this user may mount here. */
export function canMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'scriptorium-disk-'))
  try {
    mountDisk(path, 'size=4k')()
    return true
  } catch {
    return false
  } finally {
    rmSync(path, { recursive: true })
  }
}
