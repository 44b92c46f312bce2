import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CallContext, parseServedText, type ServedFiles, type StagedFiles } from '../../../src/connector/index.ts'
import type { Repository } from '../repository.ts'
import type { Served } from './served.ts'
import type { Settings } from './settings-file.ts'
import { copyOf, type Staging } from './staging.ts'

/** What is looked at before a copy may go. */
export interface SpareParts {
  readonly staging: Pick<Staging, 'folderOf' | 'isThere'>
  readonly settings: Pick<Settings, 'read'>
  readonly served: Pick<Served, 'read'>
  readonly repository: Pick<Repository, 'read'>
}

/**
 * Those of these copies that lie there and that the server does not need. All are needed while it serves, or is told to
 * serve, something of which the gateway does not know where it is from: that may be any of them.
 */
export async function spareCopies(
  parts: SpareParts,
  { deployment, copies }: { readonly deployment: string; readonly copies: readonly StagedFiles[] },
  call: CallContext,
): Promise<readonly StagedFiles[]> {
  const { staging } = parts
  const there: StagedFiles[] = []
  for (const copy of copies) if (await staging.isThere(copy)) there.push(copy)
  if (there.length === 0) return []
  const needed = await neededBy(parts, deployment, call)
  if (needed === null) return []
  const kept = new Set(needed.map((files) => staging.folderOf(copyOf(deployment, files))))
  const others = await pathsOfOthers(parts.repository, deployment, call)
  const spare: StagedFiles[] = []
  for (const copy of there) {
    const folder = staging.folderOf(copy)
    if (!kept.has(folder) && !(await isWithin(folder, others))) spare.push(copy)
  }
  return spare
}

/** What settings tell to load, what they replaced, and what is loaded; null where one of these is not known. */
async function neededBy(
  { settings, served }: SpareParts,
  deployment: string,
  call: CallContext,
): Promise<readonly ServedFiles[] | null> {
  const state = await settings.read(deployment, call)
  const needed: ServedFiles[] = []
  for (const text of [state?.text ?? null, await served.read(deployment, call)]) {
    const files = text === null ? null : parseServedText(text)
    if (text !== null && files === null) return null
    if (files !== null) needed.push(files)
  }
  const replaced = state?.replaces == null ? null : parseServedText(state.replaces)
  return replaced === null ? needed : [...needed, replaced]
}

/** Where models of other names are loaded from, links followed: somebody may have one loaded from a copy, too. */
async function pathsOfOthers(
  repository: SpareParts['repository'],
  deployment: string,
  call: CallContext,
): Promise<readonly string[]> {
  const entries = [...(await repository.read(call))].flatMap(([name, each]) => (name === deployment ? [] : each))
  const addresses = entries.flatMap(({ artifactUri }) => (artifactUri?.startsWith('file:') ? [artifactUri] : []))
  return Promise.all(
    addresses.map((address) => {
      const path = fileURLToPath(address)
      return realpath(path).catch(() => path)
    }),
  )
}

async function isWithin(folder: string, paths: readonly string[]): Promise<boolean> {
  const real = await realpath(folder)
  return paths.some((path) => path === real || path.startsWith(real + sep))
}
