import type { Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { isMissing } from '../../../src/connector/index.ts'

/** What is there, links not followed; null for nothing. */
export async function lookAt(path: string): Promise<Stats | null> {
  try {
    return await lstat(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
