import { accessSync, constants, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { holdDemoFolders } from '../compose.ts'
import { makeFolder } from '../kernel/make-folder.ts'
import { Refusal } from '../kernel/refusal.ts'
import { systemReason } from '../kernel/system-reason.ts'

/** The folder of one demo, which nobody else uses until it is disposed of. */
export interface DataFolder extends Disposable {
  readonly path: string
}

/** Where the gateway of a demo keeps its store. */
export function gatewayFolder(dataDir: string): string {
  return join(dataDir, 'gateway')
}

/** Makes and holds the folder, a temporary one unless one is named. Throws a {@link Refusal} that says what is wrong with it. */
export function openDataFolder(data: string | undefined): DataFolder {
  const path = data === undefined ? temporary() : named(resolve(data))
  const held = holdDemoFolders([path, gatewayFolder(path)])
  return {
    path,
    [Symbol.dispose]() {
      held[Symbol.dispose]()
      if (data === undefined) rmSync(path, { recursive: true, force: true })
    },
  }
}

function temporary(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'modelwarden-demo-'))
  } catch (cause) {
    throw new Refusal(`No folder can be made in ${tmpdir()}: ${systemReason(cause)}. Name one with --data FOLDER.`, {
      cause,
    })
  }
}

function named(path: string): string {
  try {
    makeFolder(path)
  } catch (cause) {
    throw unusable(`${path} cannot be made: ${systemReason(cause)}`, cause)
  }
  if (!statSync(path).isDirectory()) throw unusable(`${path} is a file`)
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return path
  } catch (cause) {
    throw unusable(`${path} cannot be written: ${systemReason(cause)}`, cause)
  }
}

function unusable(what: string, cause?: unknown): Refusal {
  return new Refusal(`${what}; give --data a folder that can be made and written.`, { isUsage: true, cause })
}
