import { createHash, randomUUID } from 'node:crypto'
import { lstat, mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type CallContext, Fault, parseServedText } from '../../../src/connector/index.ts'
import { type Repository, settingsFile } from '../repository.ts'
import { isMissing } from './is-missing.ts'
import { handMadeDigest, readSettings, type SettingsState, writeSettings } from './settings-text.ts'
import type { Staging } from './staging.ts'

/** What settings are kept with. */
export interface SettingsParts {
  readonly source: string
  /** Real path of the repository. */
  readonly folder: string
  readonly repository: Pick<Repository, 'read'>
  readonly staging: Staging
  /** Class that a server loads copies with. */
  readonly runtime: string
}

/** The settings file of each deployment. */
export interface Settings {
  /** Null where there is none. Throws UNSUPPORTED_BY_TARGET where several files are about the name. */
  read(deployment: string, call: CallContext): Promise<SettingsState | null>
  /** Replaces the whole file at once. What was written by hand is kept beside the copies, so that it can be put again. */
  put(deployment: string, value: string | null, call: CallContext): Promise<void>
}

interface SettingsFile {
  readonly path: string
  /** Null where there is none. */
  readonly content: string | null
}

/** Keeps settings in a repository folder. */
export function createSettings(parts: SettingsParts): Settings {
  const { source, staging, runtime } = parts
  const stateOf = (deployment: string, { path, content }: SettingsFile) =>
    content === null ? null : readSettings(content, { deployment, path, staging })
  return {
    read: async (deployment, call) => stateOf(deployment, await fileOf(parts, deployment, call)),
    async put(deployment, value, call) {
      const file = await fileOf(parts, deployment, call)
      const held = stateOf(deployment, file)
      if (value === (held?.text ?? null)) return
      const byHand = held === null ? null : handMadeDigest(held.text)
      if (byHand !== null && file.content !== null) await writeWhole(keptAt(staging, deployment, byHand), file.content)
      if (value === null) {
        if (byHand !== null) await writeWhole(placeAt(staging, deployment, byHand), relative(parts.folder, file.path))
        return removeFile(file.path)
      }
      const former = handMadeDigest(value)
      if (former !== null) {
        const content = await keptContent(parts, deployment, former)
        return writeWhole(await formerPath(parts, file, { deployment, digest: former }), content)
      }
      const files = parseServedText(value)
      if (files === null) throw cannotPut(source)
      if ((await staging.digestOf({ deployment, digest: files.digest }, call)) !== files.digest) throw noCopy(source)
      const place = { deployment, path: file.path, staging }
      await writeWhole(
        file.path,
        writeSettings(files, place, { former: file.content, replaces: held?.text ?? null, runtime }),
      )
    },
  }
}

async function fileOf(parts: SettingsParts, deployment: string, call: CallContext): Promise<SettingsFile> {
  const { repository, folder, source } = parts
  const [entry, ...others] = (await repository.read(call)).get(deployment) ?? []
  if (others.length > 0) throw sideBySide(source)
  const path = entry?.path ?? join(folder, encodeURIComponent(deployment), settingsFile)
  return { path, content: await contentOf(path, source) }
}

/** A link is none of the server's own files: it is neither followed nor replaced. */
async function contentOf(path: string, source: string): Promise<string | null> {
  try {
    if ((await lstat(path)).isFile()) return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  throw unsupported(source, 'Its settings file is a link.')
}

function keptAt(staging: Pick<Staging, 'folderFor'>, deployment: string, digest: string): string {
  return join(staging.folderFor(deployment), `settings-${digest}.json`)
}

/** Where settings lay is kept beside them: what they name by a relative path is beside that. */
function placeAt(staging: Pick<Staging, 'folderFor'>, deployment: string, digest: string): string {
  return join(staging.folderFor(deployment), `settings-${digest}.path`)
}

/** Where settings that were written by hand are put again: in the place of others, or where they lay when they were removed. */
async function formerPath(
  { staging, source, folder }: SettingsParts,
  { path, content }: SettingsFile,
  { deployment, digest }: { readonly deployment: string; readonly digest: string },
): Promise<string> {
  const kept = content === null ? await contentOf(placeAt(staging, deployment, digest), source) : null
  return kept === null ? path : join(folder, kept)
}

async function keptContent({ staging, source }: SettingsParts, deployment: string, digest: string): Promise<string> {
  const content = await contentOf(keptAt(staging, deployment, digest), source)
  if (content !== null && createHash('sha256').update(content).digest('hex') === digest) return content
  throw noCopy(source)
}

/** Nobody ever sees a half of it: it is written beside, and takes the place of the file when it is on disk. */
async function writeWhole(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = join(dirname(path), `.settings-${randomUUID()}`)
  try {
    {
      await using file = await open(beside, 'wx', 0o644)
      await file.writeFile(content)
      await file.sync()
    }
    await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
}

/** The folder goes with it when nothing else is in it. */
async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true })
  await rmdir(dirname(path)).catch(() => undefined)
}

function sideBySide(source: string): Fault {
  return unsupported(
    source,
    'Several settings files are about this name, and such a server has no share of traffic for each.',
  )
}

function cannotPut(source: string): Fault {
  return unsupported(source, 'What is to be put is nothing that the gateway has put there, or found there, before.')
}

function unsupported(source: string, publicMessage: string): Fault {
  const code = 'UNSUPPORTED_BY_TARGET'
  return new Fault({ code, publicMessage, internalMessage: `${source}: ${publicMessage}`, retryable: false, source })
}

function noCopy(source: string): Fault {
  return new Fault({
    code: 'NOT_FOUND',
    publicMessage: 'The copy that is to be loaded is not there, or not whole any more.',
    internalMessage: `a copy in the repository of ${source} is missing or was changed`,
    retryable: false,
    source,
  })
}
