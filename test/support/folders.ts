import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes an empty folder; other users may pass through it, because PostgreSQL under root runs as another one. */
export function makeTemporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `modelwarden-${purpose}-`))
  chmodSync(folder, 0o711)
  return folder
}

/** Removes a folder that a tool may be leaving just now. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
