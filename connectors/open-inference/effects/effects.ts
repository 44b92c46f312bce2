import { access, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  type CallContext,
  type ConnectorEffects,
  type EffectFiles,
  type EffectPlace,
  Fault,
  noSuchPlace,
  type StagedFiles,
  upstreamUnavailable,
} from '../../../src/connector/index.ts'
import type { Repository } from '../repository.ts'
import { type AnswerParts, readAnswer } from './answer.ts'
import type { Served } from './served.ts'
import type { Settings } from './settings-file.ts'
import { spareCopies } from './spare-copies.ts'

/** What changes are carried out with. */
export interface Places extends AnswerParts {
  readonly settings: Settings
  readonly served: Served
  readonly repository: Pick<Repository, 'read'>
  /** Throws UNSUPPORTED_BY_TARGET where a server could never load these files under a name. */
  readonly accept?: (place: StagedFiles, files: EffectFiles, call: CallContext) => Promise<void>
}

/** Where changes are made in the repository at a path. */
export type PlacesIn = (folder: string) => Places

/** Where changes of a source are made. */
export interface EffectsParts {
  readonly source: string
  /** Path of the repository. */
  readonly folder: string
  readonly placesIn: PlacesIn
}

/**
 * What a server serves under a name: files are copied into its repository, its settings rewritten, and they are loaded. Each
 * is a place of its own, so that a process may die after any of them, and each is told by what it is about itself: the copy
 * by its bytes, what is loaded by the server's own answers. The index, which is wrong after a failed load, is never asked.
 */
export function createEffects(parts: EffectsParts): ConnectorEffects {
  const { source } = parts
  return {
    observe: (place, call) => asFaults(source, async () => observe(source, await placesOf(parts), { place, call })),
    accept: (place, files, call) => asFaults(source, async () => (await placesOf(parts)).accept?.(place, files, call)),
    put: (place, value, call, files) =>
      asFaults(source, async () => {
        const { staging, settings, served } = await placesOf(parts)
        if (place.kind === 'SERVED_SETTINGS') return settings.put(place.deployment, value, call)
        if (place.kind === 'SERVED_MODEL') return served.put(place.deployment, value, call)
        if (place.kind === 'SERVED_ANSWER') throw noAnswer(source)
        if (place.kind !== 'STAGED_FILES' || !isDigest(place.digest)) throw noSuchPlace(source)
        if (value === null) return staging.remove(place)
        if (value !== place.digest || files === undefined) throw noSuchPlace(source)
        return staging.stage(place, files, call)
      }),
    copies: {
      spare: (deployment, copies, call) =>
        asFaults(source, async () => spareCopies(await placesOf(parts), { deployment, copies }, call)),
      leftovers: (deployment) => asFaults(source, async () => (await placesOf(parts)).staging.leftovers(deployment)),
      clearLeftovers: (deployment) =>
        asFaults(source, async () => {
          const { staging } = await placesOf(parts)
          const names = await staging.leftovers(deployment)
          for (const name of names)
            await rm(join(staging.folderFor(deployment), name), { recursive: true, force: true })
          return names
        }),
    },
  }
}

function observe(
  source: string,
  places: Places,
  { place, call }: { readonly place: EffectPlace; readonly call: CallContext },
): Promise<string | null> {
  const { staging, settings, served } = places
  switch (place.kind) {
    case 'STAGED_FILES':
      if (!isDigest(place.digest)) throw noSuchPlace(source)
      return staging.digestOf(place, call)
    case 'SERVED_SETTINGS':
      return settings.read(place.deployment, call).then((state) => state?.text ?? null)
    case 'SERVED_MODEL':
      return served.read(place.deployment, call)
    case 'SERVED_ANSWER':
      return readAnswer(places, place.deployment, call)
    case 'ALIAS':
    case 'VERSION_TAG':
    case 'RELEASED_FILES':
      throw noSuchPlace(source)
  }
}

/** It names a folder, so it must be nothing else. */
function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** Throws where the repository is not there: it may be mounted later, and must not be made beside the mount. */
async function placesOf({ folder, placesIn }: EffectsParts): Promise<Places> {
  await access(folder)
  return placesIn(resolve(folder))
}

/** Errors of the file system, as a fault: refused permission ends when somebody changes it. */
async function asFaults<Result>(source: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault) throw error
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (typeof code !== 'string') throw error
    const retryable = code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS'
    throw upstreamUnavailable({ source, operation: 'model repository', detail: code, retryable, cause: error })
  }
}

function noAnswer(source: string): Fault {
  return new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `Source ${source} has loaded the version, and an inference of it failed.`,
    internalMessage: `what ${source} has loaded does not answer`,
    retryable: false,
    source,
  })
}
