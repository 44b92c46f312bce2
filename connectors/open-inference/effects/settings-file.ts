import { createHash, randomUUID } from 'node:crypto'
import { lstat, mkdir, open, readFile, rename, rm, rmdir, utimes } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type CallContext, Fault, isMissing, parseServedText, type ServedFiles } from '../../../src/connector/index.ts'
import { handMadeDigest } from './hand-made.ts'
import { copyOf, type Staging } from './staging.ts'
import { unsupported } from './unsupported.ts'

/** What a settings file says, as far as it is looked at. */
export interface SettingsState {
  /** What the place of it holds. */
  readonly text: string
  /** Version under which the server knows what it loads by it; null for none. */
  readonly version: string | null
  /** What the place held before, where it was put there by the gateway. */
  readonly replaces: string | null
}

/** A settings file: what it is about, and its path. */
export interface SettingsAt {
  readonly deployment: string
  readonly path: string
}

/** How a kind of server is told what to load. */
export interface SettingsFormat {
  /** With the dot. */
  readonly extension: string
  /** Throws UNSUPPORTED_BY_TARGET where there is no one file for the name. */
  pathOf(deployment: string, call: CallContext): Promise<string>
  read(content: string, at: SettingsAt): SettingsState
  /** Where a server needs a file to load nothing: what is left of one, null where it may go, and whether that is what it is. */
  readonly nothing?: { write(former: string): string | null; isIn(content: string): boolean }
  /** Throws UNSUPPORTED_BY_TARGET where the former content cannot be kept. */
  write(
    files: ServedFiles,
    at: SettingsAt,
    before: { readonly former: string | null; readonly replaces: string | null },
  ): string
}

/** What settings are kept with. */
export interface SettingsParts {
  readonly source: string
  readonly staging: Staging
  readonly format: SettingsFormat
}

/** The settings file of each deployment. */
export interface Settings {
  /** Null where there is none. Throws UNSUPPORTED_BY_TARGET where there is no one file for the name. */
  read(deployment: string, call: CallContext): Promise<SettingsState | null>
  /** Replaces the whole file at once. What was written by hand is kept beside the copies, so that it can be put again. */
  put(deployment: string, value: string | null, call: CallContext): Promise<void>
  /** Makes the file look changed: Triton loads nothing anew that it takes for unchanged, even if it was told otherwise meanwhile. */
  renew(deployment: string, call: CallContext): Promise<void>
}

interface SettingsFile extends SettingsAt {
  /** Null where there is none. */
  readonly content: string | null
}

/** Keeps settings in a repository folder. */
export function createSettings(parts: SettingsParts): Settings {
  const { source, staging, format } = parts
  const stateOf = ({ content, ...at }: SettingsFile) =>
    content === null || format.nothing?.isIn(content) === true ? null : format.read(content, at)
  return {
    read: async (deployment, call) => stateOf(await fileOf(parts, deployment, call)),
    async put(deployment, value, call) {
      const file = await fileOf(parts, deployment, call)
      const held = stateOf(file)
      if (value === (held?.text ?? null)) return
      const byHand = held === null ? null : handMadeDigest(held.text)
      if (byHand !== null && file.content !== null) await writeWhole(keptAt(parts, deployment, byHand), file.content)
      if (value === null) return serveNothing(parts, file, byHand)
      const former = handMadeDigest(value)
      if (former !== null) {
        const content = await keptContent(parts, deployment, former)
        return writeWhole(await formerPath(parts, file, former), content)
      }
      const files = parseServedText(value)
      if (files === null) throw cannotPut(source)
      if (!(await staging.clean(copyOf(deployment, files), call))) throw noCopy(source)
      const before = { former: file.content, replaces: held?.text ?? null }
      await writeWhole(file.path, format.write(files, file, before))
    },
    async renew(deployment, call) {
      const { path, content } = await fileOf(parts, deployment, call)
      const now = new Date()
      if (content !== null) await utimes(path, now, now)
    },
  }
}

/** Leaves of the file what the server needs to load nothing by it; where one that was written by hand lay is noted. */
async function serveNothing(parts: SettingsParts, file: SettingsFile, byHand: string | null): Promise<void> {
  const { deployment, path, content } = file
  const from = parts.staging.folderFor(deployment)
  if (byHand !== null) await writeWhole(placeAt(parts, deployment, byHand), relative(from, path))
  const left = content === null ? null : (parts.format.nothing?.write(content) ?? null)
  return left === null ? removeFile(path) : writeWhole(path, left)
}

async function fileOf({ format, source }: SettingsParts, deployment: string, call: CallContext): Promise<SettingsFile> {
  const path = await format.pathOf(deployment, call)
  return { deployment, path, content: await contentOf(path, source) }
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

function keptAt({ staging, format }: SettingsParts, deployment: string, digest: string): string {
  return join(staging.folderFor(deployment), `settings-${digest}${format.extension}`)
}

/** Where settings lay is kept beside them: what they name by a relative path is beside that. */
function placeAt({ staging }: SettingsParts, deployment: string, digest: string): string {
  return join(staging.folderFor(deployment), `settings-${digest}.path`)
}

/** Where settings that were written by hand are put again: in the place of others, or where they lay when they were removed. */
async function formerPath(
  parts: SettingsParts,
  { deployment, path, content }: SettingsFile,
  digest: string,
): Promise<string> {
  const kept = content === null ? await contentOf(placeAt(parts, deployment, digest), parts.source) : null
  return kept === null ? path : join(parts.staging.folderFor(deployment), kept)
}

async function keptContent(parts: SettingsParts, deployment: string, digest: string): Promise<string> {
  const { source } = parts
  const content = await contentOf(keptAt(parts, deployment, digest), source)
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

function cannotPut(source: string): Fault {
  return unsupported(source, 'What is to be put is nothing that the gateway has put there, or found there, before.')
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
