import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, servedText, versionOfRef } from '../../../src/connector/index.ts'
import type { PlacesIn } from '../effects/effects.ts'
import { handMadeText } from '../effects/hand-made.ts'
import type { LoadingClient } from '../effects/loading-client.ts'
import { createServed } from '../effects/served.ts'
import { createSettings, type SettingsFormat } from '../effects/settings-file.ts'
import { createStaging } from '../effects/staging.ts'
import { unsupported } from '../effects/unsupported.ts'
import type { Repository } from '../repository.ts'
import { lackingFile } from './loadable.ts'
import { configFile, namesNothing, parseConfig, putByGateway, withNothing, withVersion } from './model-config.ts'
import { ownModelFolder, versionFolders } from './version-folders.ts'

/** What changes of a Triton are made with: each version in its numbered folder, one of them named by `version_policy`. */
export function placesOfTriton({
  source,
  server,
  repository,
}: {
  readonly source: string
  readonly server: LoadingClient
  readonly repository: Repository
}): PlacesIn {
  return (folder) => {
    const layout = versionFolders(folder, source)
    const staging = createStaging(layout, source)
    const format = configFormat(folder, source)
    const settings = createSettings({ source, staging, format })
    return {
      server,
      staging,
      settings,
      repository,
      served: createServed({ source, server, settings }),
      async accept({ deployment, version, digest }, files, call) {
        await layout.check({ deployment, version, digest })
        const config = await configAt(await format.pathOf(deployment, call))
        if (config === null) throw unsupported(source, unreadable)
        const lacking = lackingFile(config, await files.paths(call))
        if (lacking !== null) throw unsupported(source, lacking)
      },
    }
  }
}

function configFormat(folder: string, source: string): SettingsFormat {
  return {
    extension: '.pbtxt',
    pathOf: async (deployment) => join(await ownModelFolder(folder, deployment, source), configFile),
    read(content) {
      const put = putByGateway(content)
      if (put === null) return { text: handMadeText(content), version: null, replaces: null }
      const { files, replaces } = put
      return { text: servedText(files), version: versionOfRef(files.ref), replaces }
    },
    nothing: { write: withNothing, isIn: namesNothing },
    write(files, _at, { former, replaces }) {
      const content = withVersion(former, { files, replaces })
      if (content === null) throw unsupported(source, unreadable)
      return content
    },
  }
}

/** As of an empty file where there is none: Triton works out what it does not say. */
async function configAt(path: string): Promise<ReturnType<typeof parseConfig>> {
  try {
    return parseConfig(await readFile(path, 'utf8'))
  } catch (error) {
    if (isMissing(error)) return parseConfig('')
    throw error
  }
}

const unreadable = `The ${configFile} of the deployment is not in a form in which its version policy could be rewritten.`
