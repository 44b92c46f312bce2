import { join } from 'node:path'
import { type Repository, settingsFile } from '../repository.ts'
import type { PlacesIn } from './effects.ts'
import type { LoadingClient } from './loading-client.ts'
import { createServed } from './served.ts'
import { createSettings, type SettingsFormat } from './settings-file.ts'
import { readSettings, writeSettings } from './settings-text.ts'
import { createStaging, type Staging, type StagingLayout } from './staging.ts'
import { unsupported } from './unsupported.ts'

/**
 * Folder below the repository that copies lie in. Its name begins with a dot: MLServer looks for settings in every folder
 * but such, so nothing that a copy contains is ever taken for settings, and copies are wherever the repository is mounted.
 */
const stagingFolder = '.modelwarden'

/** Copies below a repository, each in a folder that is named by its digest. */
export function copiesByDigest(repository: string): StagingLayout {
  const folderFor = (deployment: string) => join(repository, stagingFolder, encodeURIComponent(deployment))
  return { root: repository, folderFor, folderOf: ({ deployment, digest }) => join(folderFor(deployment), digest) }
}

/** What changes of an MLServer are made with. `runtime` is the class that it loads copies with. */
export function placesOfMlserver({
  source,
  server,
  repository,
  runtime,
}: {
  readonly source: string
  readonly server: LoadingClient
  readonly repository: Repository
  readonly runtime: string
}): PlacesIn {
  return (folder) => {
    const staging = createStaging(copiesByDigest(folder), source)
    const format = settingsFormat({ source, repository, folder, staging, runtime })
    const settings = createSettings({ source, staging, format })
    return { server, staging, settings, repository, served: createServed({ source, server, settings }) }
  }
}

function settingsFormat(parts: {
  readonly source: string
  readonly repository: Pick<Repository, 'read'>
  readonly folder: string
  readonly staging: Staging
  readonly runtime: string
}): SettingsFormat {
  const { source, repository, folder, staging, runtime } = parts
  return {
    extension: '.json',
    async pathOf(deployment, call) {
      const [entry, ...others] = (await repository.read(call)).get(deployment) ?? []
      if (others.length > 0) throw unsupported(source, sideBySide)
      return entry?.path ?? join(folder, encodeURIComponent(deployment), settingsFile)
    },
    read: (content, at) => readSettings(content, { ...at, staging }),
    write: (files, at, before) => writeSettings(files, { ...at, staging }, { ...before, runtime }),
  }
}

const sideBySide = 'Several settings files are about this name, and such a server has no share of traffic for each.'
